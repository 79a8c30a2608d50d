extension Phrasebook {
  static let technicalTopics = [update, interface, privacy, outage]

  private static let update = Topic(
    exchanges: [
      Exchange(
        "After the update to {version} the admin page is white",
        "A white page nearly always means the memory limit. Please raise it to 256 MB and reload."),
      Exchange(
        "Is {version} safe to install? We are in high season.",
        "{version} runs in {seconds}00 shops. I would still wait for a quiet evening."),
      Exchange(
        "Update fails with “file not writable”",
        "The folder “modules” belongs to another user on your server. Your host can change that in a minute."),
      Exchange("How do I go back to the version before?", "Go to System → Versions; the last three are kept there."),
      Exchange(
        "{product} asks for an update every time I log in",
        "It is the cache. Please empty it once under System → Cache."),
      Exchange("which PHP version do you need", "8.1 or newer. 8.3 is the fastest."),
      Exchange(
        "The update removed our translations!",
        "Your translations are safe under Texts → Own. The update only switched to the default set."),
      Exchange(
        "Two plug-ins of yours fight each other since {version}",
        "You are right, both load the same script. The patch comes tonight; until then switch off one of them."),
    ],
    details: [
      "Log says something about memory", "Hosting is a small shared one", "I have a backup from last night",
      "{browser}, but I think that does not matter", "Shop is {shop}",
    ])

  private static let interface = Topic(
    exchanges: [
      Exchange(
        "Our ERP gets error 429 from your API",
        "You may call us 100 times a minute. Please ask for pages of 200, then you need a tenth of the calls."),
      Exchange("Where do I find the API documentation for {product}?", "At docs.halden.example/api, with examples."),
      Exchange(
        "Webhooks arrive twice", "A webhook is sent again when your side answers slowly. Use its id to drop the second."
      ),
      Exchange("Can I get orders changed since a date?", "Use changed_after with a time in UTC."),
      Exchange(
        "API key was shown once and I closed the window 🤦",
        "A key is shown only once; please make a new one and delete the old."),
      Exchange(
        "The signature of the webhook does not match",
        "Sign the raw body, not the parsed one. That is it in nine of ten cases."),
      Exchange("Is there a sandbox for the API?", "The sandbox is at sandbox.halden.example, with the same keys."),
      Exchange(
        "Do you have an OpenAPI file?", "The OpenAPI file lies beside the documentation: docs.halden.example/api"),
    ],
    details: [
      "We call it every {seconds} seconds", "Language is Python", "It is the orders endpoint",
      "Here is the request id: {order}",
    ])

  private static let privacy = Topic(
    exchanges: [
      Exchange(
        "We need a data processing agreement with you", "The agreement is under Account → Contracts, ready to sign."),
      Exchange("Where are our data stored?", "In Frankfurt and Helsinki, nowhere else."),
      Exchange(
        "A customer asks for all data about him, does {product} help?",
        "Customers → Export writes everything about one person into one file."),
      Exchange("Does {product} set cookies?", "One cookie for the cart, none for tracking."),
      Exchange("how long do you keep logs", "Logs are kept {days} days, without addresses."),
      Exchange(
        "Our auditor wants to know who can see our orders",
        "Four people of the operations team, each access is logged. I can send you the list."),
    ],
    details: ["Deadline is in {days} days", "Company is {shop}", "Just a PDF would do", "Legal is asking, not me 🙂"])

  private static let outage = Topic(
    exchanges: [
      Exchange(
        "Is your service down?", "One of our servers failed over and took {seconds} minutes. All green again, sorry!"),
      Exchange("everything is slow today", "The picture service was slow. It is fixed and you need do nothing."),
      Exchange("Error 502 on all pages with {product}", "We switched your shop to the second server. Please reload."),
      Exchange(
        "Status page says fine but our shop {shop} does not load",
        "It is your host this time; their status page confirms it. I stay with you until it is back."),
      Exchange(
        "We lose money every minute, please call back!",
        "I see your shop answering again since two minutes. Can you confirm? I call you right after."),
      Exchange(
        "Is there maintenance tonight?", "Maintenance is on Sunday from 2 to 3 in the night, Berlin time. Not tonight."),
    ],
    details: ["Since about ten minutes", "Also from my phone", "Other sites work", "It comes and goes"])
}
