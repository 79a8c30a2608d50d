/// What stories need besides the phrases of chats.
enum StoryPhrases {
  static let notes = [
    "Seen the same at {shop} last month, the fix is in {version}.", "Customer is on the old plan, mind the price list.",
    "Reproduced it in {browser}. Handing it to whoever knows {product} best.", "Called them, nobody picked up.",
    "Logs are clean. I suspect the host.", "Asked the developers, answer expected in {days} days.",
    "Be gentle, this is the third time this week.", "Refund of {amount} is approved.",
  ]

  static let handovers = [
    "This one is for the technical people: {product} {version} on {shop}.",
    "Over to accounts, it is about {amount} and an old invoice.", "Please take over, I am off from tomorrow.",
  ]

  static let resolutions = [
    "Settled by phone, nothing left to do.", "The customer found it out alone, see the other channel.",
    "Answered in person at the fair.",
  ]

  static let spam = [
    Exchange(
      "First place in all search engines", "Dear sir, we bring your shop {shop} to the first page in {days} days."),
    Exchange("Invoice overdue!!", "Please open the attachment within {days} days or your account will be closed."),
    Exchange("Cooperation", "We offer guest posts from {amount}, best quality, reply YES for the list."),
    Exchange("You have won", "Your address was drawn. Claim {amount} today by answering this message."),
  ]

  static let duplicates = [
    "Hello, I wrote a while ago about {product} and am not sure that it arrived. It is still the same.",
    "Me again from another address: {product} on {shop} still does not work, please see my first message.",
    "Sending this once more because the form showed an error.",
  ]

  static let chatGreetings = [
    "Hi! I am Halden Bot. What is it about?", "Welcome to Halden! Which plug-in do you ask about?",
  ]

  static let botAnswers = [
    "Have a look at docs.halden.example, search for “{product}”. Does that help?",
    "Most people solve this by emptying the cache and saving the settings of {product} once more.",
  ]

  static let forumChimes = [
    "Same here since {version}.", "Did you try another theme? That helped on my shop.",
    "Following, I have this as well.",
  ]

  static func comments(_ grade: Beat.Grade) -> [String] {
    switch grade {
    case .good: ["Fast and friendly, thank you!", "{agent} knew at once what was wrong.", "Perfect 👍", "Top Service!"]
    case .okay: ["Took a while, but it works.", "Fine in the end.", "Could have been faster."]
    case .bad: ["Still not solved.", "I had to explain everything twice.", "Nobody answered for a day?!"]
    }
  }
}
