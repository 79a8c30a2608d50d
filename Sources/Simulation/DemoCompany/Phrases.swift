enum Language { case english, german, spanish }

/// What one side writes and what the other answers.
struct Exchange {
  let question: String
  let answer: String

  init(_ question: String, _ answer: String) {
    self.question = question
    self.answer = answer
  }
}

/// One thing that people write about.
struct Topic {
  /// The plug-in it is about; none when it may be any.
  var product: String?
  let exchanges: [Exchange]
  /// What the customer adds, also when asked.
  let details: [String]
}

/// Texts with slots, such as `{product}`, that are filled for each chat.
struct Phrasebook {
  let topics: [Topic]
  let greetings: [String]
  /// What a colleague asks before answering.
  let probes: [String]
  let followUps: [Exchange]
  let thanks: [String]
  let closings: [String]
  let nudges: [String]
  let returns: [Exchange]

  static func of(_ language: Language) -> Phrasebook {
    switch language {
    case .english: english
    case .german: german
    case .spanish: spanish
    }
  }
}

/// What machines write.
enum MachinePhrases {
  static let bot = [
    "Hi, I am Halden Bot 🤖 A colleague will be with you soon. Meanwhile, have a look at docs.halden.example",
    "Halden Bot here. Which version of {product} is it about?",
    "I am Halden Bot. I passed your message on to the team.",
    "Halden Bot: have you tried turning {product} off and on in the shop settings?",
  ]

  static let automatic = [
    "Thank you for your message. This is an automatic answer; for the state of your licence dial *977#.",
    "We are out of the office and will answer as soon as we are back. Urgent? Dial *977#.",
    "Automatic reply: our team received your message. Opening hours and status by phone: *977#",
  ]
}

/// Chats of another kind than question and answer; the company's own mother tongue is English.
enum SidePhrases {
  /// What a colleague writes first, and what the customer answers.
  static let outbound = [
    Exchange(
      "Hi {customer}, your licence for {product} runs out in {days} days. Shall I send you the renewal link?",
      "Hi {agent}, yes please"),
    Exchange(
      "Hello {customer}, {product} {version} fixes the problem you reported in spring. Would you like to try it?",
      "Sure, go ahead"),
    Exchange(
      "Hi {customer}, this is {agent} from Halden. Did the refund of {amount} arrive?", "Not yet, could you check?"),
    Exchange(
      "Hello, we saw failed payments in your shop {shop}. Is everything all right with {product}?",
      "Oh, we had not noticed. Could you look into it?"),
    Exchange(
      "Hi {customer}, you signed up for the {product} beta. Do you have a minute for two questions?",
      "Of course, ask away"),
    Exchange(
      "Hi {customer}, a short note: {product} will be updated on your shop tonight. Anything we should know?",
      "Sounds good. How long will it take?"),
  ]

  static let outboundAnswers = [
    "Thank you! I am on it and will write to you this afternoon.", "Great, I will take care of it right away.",
    "Will do. It takes a few minutes and you will get a mail when it is done.",
    "Thanks, {customer}. Details follow by mail.",
  ]

  static let idle = [
    Exchange("Nice post!", "Thank you, {customer} 🙂"),
    Exchange("Is this the page of the plug-in people?", "Yes, that is us. What can we do for you?"),
    Exchange("hello", "Hello! How can we help?"),
    Exchange("Never mind, found it", "Good to hear!"),
    Exchange("Sorry, wrong chat", "No problem at all 🙂"),
    Exchange("Do you sponsor meetups?", "Now and then. Please write to events@halden.example."),
    Exchange("👍", "🙂"),
    Exchange("Saw your talk in Leipzig, great stuff", "Thank you! The slides are on our blog."),
    Exchange("Please remove me from the newsletter, thanks", "Done. Sorry to see you go!"),
  ]
}
