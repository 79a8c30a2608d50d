extension Settings {
  /// What `replyledger init` writes: every section explained, and nothing in force that needs another system.
  package static let example = #"""
    # Replyledger's settings. Everything here has a default; delete what you do not need.
    #
    # A value may be written plainly, as env:NAME (an environment variable) or as file:PATH (a file's contents,
    # relative to this file). Environment variables win over this file: server.port is REPLYLEDGER_SERVER_PORT,
    # and the token of the source hubspot is REPLYLEDGER_SOURCES_HUBSPOT_TOKEN.

    # Who you are: the time zone cuts local days, the week starts on this day, and costs are in this currency. The team's
    # board shows everybody to everybody; with own-rank or team, viewers and developers see less of it.
    workspace:
      name: Support
      time_zone: UTC
      week_starts: monday
      currency: EUR
      board: everybody

    # Where everything is kept: a file beside this one, or postgres://user:password@host/database.
    store: sqlite:replyledger.db

    # Secrets that are entered on a page are sealed before they are stored. The key is made when it is first needed, in a
    # file beside the store; or give one of 64 hexadecimal digits. Earlier keys still open what they sealed;
    # “replyledger secrets rekey” seals everything under the newest, and then they may go.
    # secrets:
    #   key: "env:SEALING_KEY"
    #   earlier: ["env:EARLIER_SEALING_KEY"]

    # Where pages and the API are served, and how large one upload may be, in bytes.
    server:
      host: 127.0.0.1
      port: 8080
      max_upload: 52428800
      # Behind a proxy that speaks TLS: how people reach it, and whose X-Forwarded-For and X-Forwarded-Proto are believed.
      # public_address: "https://ledger.acme.example"
      # trusted_proxies: [127.0.0.1]

    # How often sources are asked for news, and how many calls may be in flight to each. A source may have an interval of
    # its own, or a line of cron's by your clock: schedule: "15 6-20 * * mon-fri". Without retention a full sync reaches
    # back to the beginning.
    sync:
      interval: 4h
      concurrency: 30
      # retention: 365d
      # minimum_interval: 1h
      # verified_days: 30

    # The helpdesks. Uploads of Messenger chats need no account; take the # away from what else you use.
    sources:
      - {id: facebook, kind: messenger}

      # A page by the Graph API, whose version stands in the address. In data exports the company is the participant of
      # this name; without it, the page's.
      # - id: page
      #   kind: messenger
      #   base_url: "https://graph.facebook.com/v19.0"
      #   page_id: 1234567890
      #   token: "env:MESSENGER_TOKEN"
      #   app_secret: "env:MESSENGER_APP_SECRET"     # where the app demands proof of it
      #   company: Acme

      # Without inboxes: all of them.
      # - id: helpscout
      #   kind: helpscout
      #   client_id: "env:HELPSCOUT_CLIENT_ID"
      #   client_secret: "env:HELPSCOUT_CLIENT_SECRET"
      #   inboxes: [{id: 101, profile: wporg, tag: team reply}, {id: 102, profile: tags}, {id: 103, profile: replies}]

      # Freshdesk is the same with kind: freshdesk.
      # - id: fresh
      #   kind: freshservice
      #   base_url: "https://acme.freshservice.com/api/v2"
      #   api_key: "env:FRESH_API"
      #   group_id: 18000294963
      #   public_notes_are_replies: true
      #   statuses: {6: on_hold}

      # - {id: hubspot, kind: hubspot, token: "env:HUBSPOT_API_KEY", spam_pipelines: ["5386331"]}
      # - {id: livechat, kind: livechat, account_id: "env:LIVECHAT_ACCOUNT_ID", token: "env:LIVECHAT_PAT"}

      # With user: and password: instead of token: too. Statuses and custom fields are your own.
      # - id: rt
      #   kind: request-tracker
      #   base_url: "http://127.0.0.1:9080/REST/2.0"
      #   token: "env:RT_TOKEN"
      #   statuses: {waiting for parts: on_hold}
      #   tag_fields: [Product]

    # Where contacts come from that tell which client a customer belongs to.
    contacts: []
      # - {id: audience, kind: mailchimp, api_key: "env:MAILCHIMP_API_KEY", audience: abc123}

    # The team: a month's cost, the share of it spent on support since a day, and the names each source knows.
    people: []
      # - name: Oscar Solis
      #   email: oscar@acme.example
      #   cost: 3200.00
      #   support_share: 1
      #   from: 2025-01-01
      #   aliases: {fresh: "12345", helpscout: "341000", facebook: oscar.solis}
      #   teams: [{team: Tier 2, from: 2025-01-01}]

    # What conversations are about, told by tags, inbox, pipeline, category or field. Ties in costs go by this order.
    products: []
      # - {name: Neve, tags: [neve, neve-pro]}

    # Companies that get reports of their own, told by domain or by their ids in the sources.
    clients: []
      # - name: Northwind
      #   domains: [northwind.example]
      #   aliases: {fresh: "21000090000"}
      #   # Seats, endpoints or orders, for the contact rate; or {2026-01-01: 100, 2026-07-01: 120}
      #   size: 120
      #   brand: {logo: northwind.png, colour: "#0a5"}

    # Working hours, for business figures. An end before the start is on the next day.
    calendars:
      - name: office
        week: {mon-fri: ["09:00-12:30", "13:00-17:00"]}
        # exceptions: {2026-12-01: {name: National day, closed: true}, 2026-12-24: ["09:00-12:00"]}
        # A holiday closes what starts on it; from_midnight: true also ends the night shift of the evening before.

    # Which calendar holds: the first rule that matches, by source, inbox, team, client or priority.
    calendar_rules:
      - {calendar: office}

    # What counts, and how much.
    rules:
      # Texts that mark automatic answers, and authors who are machines.
      auto_replies: ["*977#"]
      bots: []
      # Tests and colleagues, left out everywhere.
      test: {domains: []}
      # People who are left out, with their conversations or only their replies, between two days if you say so.
      exclude: []
      # - {person: Richie Manager, drop: conversations, from: 2025-01-01}
      # What you promise. clock: calendar counts every hour, a calendar's name only its hours. Resolution may stand still
      # in pending and on hold (pauses_while_waiting: true) and begin anew with a reopen (restarts_on_reopen: true).
      sla: []
      # - {priority: urgent, first_reply: 1h, resolution: 8h, clock: office}
      # What one of each weighs when costs are shared out.
      work_units: {reply: 1, note: 0, time_minute: 0, chat_turn: 1}
      # A conversation about several products is shared: equal, or priority: the first in the list takes it whole.
      products_share: equal
      # Silence that ends an episode where the source has no states.
      inactivity_gap: 24h
      # Whether a customer who only says thanks after solving reopens nothing.
      ignore_thanks: false

    # Where numbers and reports go.
    destinations: {}
      # sheets: {spreadsheet: "env:GOOGLE_SHEETS_SPREADSHEET_ID", credentials: "file:service-account.json"}
      # mailchimp: {api_key: "env:MAILCHIMP_API_KEY", audience: abc123, from_name: Acme, reply_to: support@acme.example}
      # mandrill: {key: "env:MANDRILL_KEY"}
      # smtp: {url: "smtp://127.0.0.1:1025", from: "Support <support@acme.example>", copy_to: team@acme.example}

    # Who judges texts: offline stays on this machine; openai and gemini need a key, and stop at the budget.
    ai:
      provider: offline
      # model: gpt-4o-mini
      # api_key: "env:OPENAI_API_KEY"
      # monthly_budget: 20.00

    """#
}
