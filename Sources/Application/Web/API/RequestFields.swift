import HTTPServer
import JSONReader
import Markup

extension HTTPRequest {
  /// No order is longer.
  private static let longestOrder = 16_384

  /// The fields of an order, from the address, a form or a JSON object; each once. A form's empty fields say nothing.
  func orderFields(takesNumbers: Bool = false) async throws -> [String: String] {
    var fields: [String: String] = [:]
    for parameter in query.parameters + (try await orderBody(takesNumbers))
    where !parameter.value.isEmpty && parameter.name != FormToken.name {
      guard fields.updateValue(parameter.value, forKey: parameter.name) == nil else {
        throw WebError.badRequest("\(shown(parameter.name)) is given more than once")
      }
    }
    return fields
  }

  private func orderBody(_ takesNumbers: Bool) async throws -> [HTTPQuery.Parameter] {
    let bytes = try await body.collect(upTo: HTTPRequest.longestOrder)
    guard !bytes.isEmpty else { return [] }
    let type = headers["Content-Type"]?.lowercased() ?? ""
    if type.hasPrefix("application/json") { return try HTTPRequest.members(bytes, takesNumbers) }
    guard type.hasPrefix("application/x-www-form-urlencoded") else {
      throw WebError(.unsupportedMediaType, "send the order as a form or as JSON, or in the address")
    }
    guard let form = HTTPQuery(decoding: String(decoding: bytes, as: UTF8.self)) else {
      throw WebError.badRequest("the form cannot be decoded")
    }
    return form.parameters
  }

  private static func members(_ bytes: [UInt8], _ takesNumbers: Bool) throws(WebError) -> [HTTPQuery.Parameter] {
    let json: JSONValue
    do throws(JSONError) { json = try JSONValue(utf8: bytes) } catch {
      throw .badRequest("the order is no JSON: \(error)")
    }
    guard case .object(let object) = json else { throw .badRequest("the order must be a JSON object") }
    var parameters: [HTTPQuery.Parameter] = []
    for member in object.members {
      switch member.value {
      case .text(let text): parameters.append(HTTPQuery.Parameter(name: member.key, value: text))
      case .bool(let flag): parameters.append(HTTPQuery.Parameter(name: member.key, value: flag ? "true" : "false"))
      case .null: break
      case .number(let number) where takesNumbers:
        parameters.append(HTTPQuery.Parameter(name: member.key, value: number.text))
      case .number, .array, .object: throw .badRequest("\(shown(member.key)) must be a text")
      }
    }
    return parameters
  }
}
