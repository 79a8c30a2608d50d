/// Whether a message says thanks and nothing else, told by its words: every one of them must be harmless.
enum Thanks {
  /// Longer messages have something to say.
  private static let limit = 200

  static func isOnly(_ text: String?) -> Bool {
    guard let text, text.utf8.count <= limit else { return false }
    let words = text.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }
    guard words.contains(where: { thanks.contains(String($0)) }) else { return false }
    return words.allSatisfy { thanks.contains(String($0)) || harmless.contains(String($0)) }
  }

  private static let thanks: Set<String> = [
    "thank", "thanks", "thankyou", "thx", "tnx", "ty", "cheers", "appreciate", "appreciated", "grateful",
    "danke", "dankeschön", "merci", "gracias", "grazie", "obrigado", "obrigada", "bedankt", "dank", "tack", "takk",
    "tak",
    "kiitos", "dziękuję", "dzięki", "děkuji", "díky", "ďakujem", "köszönöm", "mulțumesc", "multumesc", "mersi", "hvala",
    "спасибо", "дякую", "благодаря", "ευχαριστώ", "teşekkürler", "ありがとう", "谢谢", "谢谢你",
  ]

  private static let harmless: Set<String> = [
    "a", "again", "all", "amazing", "and", "awesome", "best", "brilliant", "bunch", "bye", "day", "done", "evening",
    "everything", "excellent", "fast", "fine", "for", "fantastic", "good", "great", "have", "help", "helped", "helpful",
    "helping", "hi", "hello", "i", "is", "it", "it's", "it’s", "kind", "kindly", "lot", "lots", "lovely", "many",
    "million",
    "much", "nice", "now", "ok", "okay", "perfect", "perfectly", "quick", "really", "regards", "resolved",
    "reply", "response", "so", "solved", "sorted", "super", "support", "team", "that", "that's", "that’s", "the",
    "this",
    "to", "very", "was", "we", "weekend", "wonderful", "worked", "working", "works", "yes", "you", "your", "yours",
    "bien", "beaucoup", "beste", "bis", "dann", "das", "dia", "die", "dir", "dla", "frumos", "für", "fürs", "grüße",
    "gut", "hilfe", "ihnen", "ihre", "ja", "mille", "mucho", "muchas", "muito", "multe", "per", "perfecto", "perfekt",
    "por", "pour", "prima", "schnelle", "schöne", "schönen", "sehr", "tante", "tout", "tutto", "und", "viel", "vielen",
    "votre", "vous", "wel", "zum",
  ]
}
