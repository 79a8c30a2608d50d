import HTTPServer
import JSONReader

/// The JSON object that a request carries. What is in it and nobody knows is refused, like parameters of an address.
struct RequestObject {
  private let object: JSONObject

  /// No order is longer.
  private static let longest = 16_384

  init(_ request: HTTPRequest, knowing names: [String]) async throws {
    let bytes = try await request.body.collect(upTo: RequestObject.longest)
    let type = request.headers["Content-Type"]?.lowercased() ?? ""
    guard bytes.isEmpty || type.hasPrefix("application/json") else {
      throw WebError(.unsupportedMediaType, "send the order as JSON (application/json)")
    }
    guard !bytes.isEmpty else { throw WebError.badRequest("the order is missing; send it as a JSON object") }
    try self.init(bytes, knowing: names)
  }

  private init(_ bytes: [UInt8], knowing names: [String]) throws(WebError) {
    let json: JSONValue
    do throws(JSONError) { json = try JSONValue(utf8: bytes) } catch {
      throw .badRequest("the order is no JSON: \(error)")
    }
    guard case .object(let object) = json else { throw .badRequest("the order must be a JSON object") }
    if let stranger = object.members.first(where: { !names.contains($0.key) }) {
      throw .badRequest("“\(shown(stranger.key))” is no part of the order; there are \(names.joined(separator: ", "))")
    }
    self.object = object
  }

  init(_ object: JSONObject) { self.object = object }

  /// As it was sent; nothing for what is not there. Null is there.
  func value(_ name: String) -> JSONValue? { object[name] }

  func text(_ name: String) throws(WebError) -> String? {
    switch object[name] {
    case nil, .null: return nil
    case .text(let text): return text
    default: throw .badRequest("\(name) must be a text")
    }
  }

  func number(_ name: String) throws(WebError) -> Double? {
    switch object[name] {
    case nil, .null: return nil
    case .number(let number):
      guard let value = Double(number.text), value.isFinite, abs(value) < 1e12 else {
        throw .unprocessable("\(name) is larger than anything")
      }
      return value
    default: throw .badRequest("\(name) must be a number")
    }
  }

  func names(_ name: String) throws(WebError) -> [(name: String, value: String)] {
    switch object[name] {
    case nil, .null: return []
    case .object(let object):
      return try object.members.map { member throws(WebError) in
        guard case .text(let text) = member.value else {
          throw .badRequest("\(name).\(shown(member.key)) must be a text")
        }
        return (member.key, text)
      }
    default: throw .badRequest("\(name) must be an object")
    }
  }

  /// No, where nothing is said.
  func flag(_ name: String) throws(WebError) -> Bool {
    switch object[name] {
    case nil, .null: return false
    case .bool(let flag): return flag
    default: throw .badRequest("\(name) must be true or false")
    }
  }

  func texts(_ name: String) throws(WebError) -> [String]? {
    switch object[name] {
    case nil, .null: return nil
    case .array(let values):
      return try values.map { value throws(WebError) in
        guard case .text(let text) = value else { throw .badRequest("\(name) must be a list of texts") }
        return text
      }
    default: throw .badRequest("\(name) must be a list of texts")
    }
  }

  func object(_ name: String, knowing names: [String]) throws(WebError) -> RequestObject? {
    switch object[name] {
    case nil, .null: return nil
    case .object(let object):
      if let stranger = object.members.first(where: { !names.contains($0.key) }) {
        throw .badRequest("\(name): there are \(names.joined(separator: ", ")), and no “\(shown(stranger.key))”")
      }
      return RequestObject(object)
    default: throw .badRequest("\(name) must be an object")
    }
  }

  func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, _ words: Word.Type) throws(WebError) -> Word
  {
    guard let text = try text(name), let word = Word(rawValue: text) else {
      throw .badRequest("\(name) must be one of \(words.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return word
  }
}
