/// A settings file that uses every section.
let fullSettings = #"""
  workspace: {name: Acme, time_zone: Europe/Bucharest, week_starts: monday, currency: EUR}
  store: sqlite:replyledger.db            # or postgres://user:password@host/database
  sources:
    - {id: helpscout, kind: helpscout, base_url: "https://api.helpscout.net/v2", client_id: "env:HELPSCOUT_CLIENT_ID", client_secret: "env:HELPSCOUT_CLIENT_SECRET",
       inboxes: [{id: 101, profile: wporg, tag: team reply}, {id: 102, profile: tags}, {id: 103, profile: replies}]}
    - {id: fresh, kind: freshservice, base_url: "https://acme.freshservice.com/api/v2", api_key: "env:FRESH_API", group_id: 18000294963, public_notes_are_replies: true,
       statuses: {6: on_hold}}
    - {id: hubspot, kind: hubspot, base_url: "https://api.hubapi.com", token: "env:HUBSPOT_API_KEY", spam_pipelines: ["5386331"]}
    - {id: livechat, kind: livechat, base_url: "https://api.livechatinc.com", account_id: "env:LIVECHAT_ACCOUNT_ID", token: "env:LIVECHAT_PAT"}
    - {id: facebook, kind: messenger}
    - {id: rt, kind: request-tracker, base_url: "http://127.0.0.1:9080/REST/2.0", token: "env:RT_TOKEN"}
  contacts:
    - {id: audience, kind: mailchimp, base_url: "https://us1.api.mailchimp.com/3.0", api_key: "env:MAILCHIMP_API_KEY", audience: abc123}
  people:
    - {name: Oscar Solis, username: oscar.solis, email: oscar@acme.example, cost: 3200.00, support_share: 1, from: 2025-01-01,
       aliases: {fresh: "12345", helpscout: "341000", livechat: oscar@acme.example, wporg: "Oscar (support)"}, teams: [{team: Tier 2, from: 2025-01-01}]}
  products:
    - {name: Neve, tags: [neve, neve-pro]}
  clients:
    - {name: Northwind, domains: [northwind.example], aliases: {fresh: "21000090000", hubspot: "7700000000"}, brand: {logo: northwind.png, colour: "#0a5"}}
  calendars:
    - {name: office, time_zone: Europe/Bucharest, week: {mon-fri: ["09:00-12:30", "13:00-17:00"]}, exceptions: {2026-12-01: {name: National day, closed: true}, 2026-12-24: ["09:00-12:00"]}}
    - {name: night, time_zone: Europe/Bucharest, week: {mon-sun: ["22:00-06:00"]}}
  calendar_rules: [{inbox: Night desk, calendar: night}, {calendar: office}]
  rules:
    auto_replies: ["*977#"]
    bots: [Wynn AI, Agent Scrape]
    test: {domains: [qa.acme.example]}
    exclude: [{person: Richie Manager, drop: conversations}]
    sla: [{source: fresh, priority: urgent, first_reply: 1h, resolution: 8h, clock: office}, {source: helpscout, first_reply: 4h, clock: office}]
    work_units: {reply: 1, note: 0, time_minute: 0, chat_turn: 1}
  destinations:
    sheets: {spreadsheet: "env:GOOGLE_SHEETS_SPREADSHEET_ID", credentials: "file:service-account.json", base_url: "https://sheets.googleapis.com"}
    mailchimp: {base_url: "https://us1.api.mailchimp.com/3.0", api_key: "env:MAILCHIMP_API_KEY", audience: abc123, from_name: Acme, reply_to: support@acme.example}
    mandrill: {base_url: "https://mandrillapp.com/api/1.4", key: "env:MANDRILL_KEY"}
    smtp: {url: "smtp://127.0.0.1:1025", user: "env:SMTP_USER", password: "env:SMTP_PASSWORD", from: "Support <support@acme.example>", copy_to: team@acme.example}
  ai: {provider: offline, base_url: "https://api.openai.com/v1", model: gpt-4o-mini, api_key: "env:OPENAI_API_KEY", monthly_budget: 20.00}
  """#

/// Every value is recognisable, so that a leak is too.
let fullEnvironment = [
  "HELPSCOUT_CLIENT_ID": "hs-id", "HELPSCOUT_CLIENT_SECRET": "geheim-hs", "FRESH_API": "geheim-fresh",
  "HUBSPOT_API_KEY": "geheim-hubspot", "LIVECHAT_ACCOUNT_ID": "lc-account", "LIVECHAT_PAT": "geheim-livechat",
  "RT_TOKEN": "geheim-rt", "MAILCHIMP_API_KEY": "geheim-mailchimp-us1", "GOOGLE_SHEETS_SPREADSHEET_ID": "sheet-1",
  "MANDRILL_KEY": "geheim-mandrill", "SMTP_USER": "mailer", "SMTP_PASSWORD": "geheim-smtp",
]
