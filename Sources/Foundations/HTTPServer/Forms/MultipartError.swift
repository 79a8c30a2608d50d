/// Why a form could not be read.
package enum MultipartError: Error, Equatable, CustomStringConvertible {
  case notAForm
  case malformed(String)
  case tooManyParts(limit: Int)
  case tooLarge(limit: Int)

  /// The status to answer with.
  package var status: HTTPStatus {
    switch self {
    case .notAForm: .unsupportedMediaType
    case .malformed: .badRequest
    case .tooManyParts, .tooLarge: .contentTooLarge
    }
  }

  package var description: String {
    switch self {
    case .notAForm: "the request is no form; send it as multipart/form-data with a boundary"
    case .malformed(let detail): "the form is malformed: \(detail)"
    case .tooManyParts(let limit): "the form has more than \(limit) parts"
    case .tooLarge(let limit): "a field of the form is larger than \(limit) bytes"
    }
  }
}
