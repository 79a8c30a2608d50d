extension Settings.Destinations {
  var members: SettingsWriter.Members {
    var members: SettingsWriter.Members = []
    if let sheets { members.append(("sheets", .map(sheets.members))) }
    if let mailchimp { members.append(("mailchimp", .map(mailchimp.members))) }
    if let mandrill { members.append(("mandrill", .map(mandrill.members))) }
    if let smtp { members.append(("smtp", .map(smtp.members))) }
    if let alerts { members.append(("alerts", .map(alerts.members))) }
    return members
  }
}

extension Settings.Destinations.Sheets {
  fileprivate var members: SettingsWriter.Members {
    [
      ("spreadsheet", .text(spreadsheet)), ("credentials", .secret("sheets", "credentials")),
      ("base_url", .text(baseURL)), ("token_uri", .optional(tokenURI)),
    ]
  }
}

extension Settings.Destinations.Campaigns {
  fileprivate var members: SettingsWriter.Members {
    account.members("mailchimp") + [("from_name", .text(fromName)), ("reply_to", .text(replyTo))]
  }
}

extension Settings.Destinations.Mandrill {
  fileprivate var members: SettingsWriter.Members {
    [("base_url", .text(baseURL)), ("key", .secret("mandrill", "key"))]
  }
}

extension Settings.Destinations.Mail {
  fileprivate var members: SettingsWriter.Members {
    [
      ("url", .text(url)), ("user", .optional(user)), ("password", password.map { _ in .secret("smtp", "password") }),
      ("from", .text(from)), ("copy_to", .texts(copyTo)),
    ]
  }
}

extension Settings.Destinations.Alerts {
  /// The address too: those of chats open the door to whoever knows them.
  fileprivate var members: SettingsWriter.Members {
    [("url", .secret("alerts", "url")), ("secret", .secret("alerts", "secret"))]
  }
}
