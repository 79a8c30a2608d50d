import YAMLReader

extension Settings {
  /// Where numbers and reports are sent to; what is nil is not configured.
  package struct Destinations: Sendable, Equatable {
    package struct Sheets: Sendable, Equatable {
      package var spreadsheet: String
      /// The service account's file, as Google gave it.
      package var credentials: Secret
      package var baseURL: String
      /// Nil: as in the credentials.
      package var tokenURI: String?
    }

    package struct Campaigns: Sendable, Equatable {
      package var account: MailchimpAudience
      package var fromName: String
      package var replyTo: String
    }

    package struct Mandrill: Sendable, Equatable {
      package var baseURL: String
      package var key: Secret
    }

    package struct Mail: Sendable, Equatable {
      package var url: String
      package var user: String?
      package var password: Secret?
      package var from: String
      package var copyTo: [String]
    }

    /// Where alerts are sent, signed with the secret.
    package struct Alerts: Sendable, Equatable {
      package var url: String
      package var secret: Secret
    }

    package var sheets: Sheets?
    package var alerts: Alerts?
    package var mailchimp: Campaigns?
    package var mandrill: Mandrill?
    package var smtp: Mail?
  }
}

extension Settings.Destinations {
  init(reading section: SettingsSection) {
    sheets = section.optionalSection("sheets", Sheets.init(reading:))
    mailchimp = section.optionalSection("mailchimp", Campaigns.init(reading:))
    mandrill = section.optionalSection("mandrill", Mandrill.init(reading:))
    smtp = section.optionalSection("smtp", Mail.init(reading:))
    alerts = section.optionalSection("alerts", Alerts.init(reading:))
  }
}

extension Settings.Destinations.Sheets {
  fileprivate init?(reading section: SettingsSection) {
    let spreadsheet = section.require(
      "spreadsheet", section.value("spreadsheet", .text, origin: "GOOGLE_SHEETS_SPREADSHEET_ID"),
      hint: "write the id from the sheet's address")
    let credentials = section.require(
      "credentials", section.serviceAccount(), hint: "write credentials: \"file:service-account.json\"")
    baseURL = section.value("base_url", .url) ?? "https://sheets.googleapis.com"
    tokenURI = section.value("token_uri", .url)
    guard let spreadsheet, let credentials else { return nil }
    self.spreadsheet = spreadsheet
    self.credentials = credentials
  }
}

extension SettingsSection {
  /// The origin's name holds a path, where the setting holds what is in the file.
  fileprivate func serviceAccount() -> Secret? {
    let origin = "GOOGLE_SHEETS_CREDENTIALS_PATH"
    if let path = reader.environment[origin], node("credentials")?.string?.hasPrefix("env:") != true {
      ignore("credentials")
      return reader.contents(of: path, key: "credentials", at: .environment(origin)).map { Secret($0.text) }
    }
    return secret("credentials")
  }
}

extension Settings.Destinations.Campaigns {
  fileprivate init?(reading section: SettingsSection) {
    let account = Settings.MailchimpAudience(reading: section, takesOrigin: true)
    let fromName = section.require("from_name", section.value("from_name", .text), hint: "write who the mail is from")
    let replyTo = section.require("reply_to", section.value("reply_to", .email), hint: "write where answers go")
    guard let account, let fromName, let replyTo else { return nil }
    self.init(account: account, fromName: fromName, replyTo: replyTo)
  }
}

extension Settings.Destinations.Alerts {
  fileprivate init?(reading section: SettingsSection) {
    let url = section.require("url", section.value("url", .url), hint: "write where alerts are sent")
    let secret = section.require("secret", section.secret("secret"), hint: "write secret: \"env:ALERT_SECRET\"")
    guard let url, let secret else { return nil }
    self.url = url
    self.secret = secret
  }
}

extension Settings.Destinations.Mandrill {
  fileprivate init?(reading section: SettingsSection) {
    baseURL = section.value("base_url", .url) ?? "https://mandrillapp.com/api/1.4"
    guard let key = section.require("key", section.secret("key"), hint: "write key: \"env:MANDRILL_KEY\"") else {
      return nil
    }
    self.key = key
  }
}

extension Settings.Destinations.Mail {
  fileprivate init?(reading section: SettingsSection) {
    let url = section.require("url", section.value("url", .mailServer), hint: "write url: \"smtp://127.0.0.1:1025\"")
    let from = section.require("from", section.value("from", .mailbox), hint: "write from: team@acme.example")
    user = section.value("user", .text)
    password = section.secret("password")
    copyTo = section.list("copy_to", .mailbox) ?? []
    guard let url, let from else { return nil }
    self.url = url
    self.from = from
  }
}
