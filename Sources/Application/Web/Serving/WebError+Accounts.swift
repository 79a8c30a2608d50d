import Accounts
import HTTPServer

extension WebError {
  init(_ error: AccountError) {
    switch error {
    case .wrongPassword, .wrongCode: self.init(.forbidden, error.description)
    case .tooMany(let seconds):
      self.init(.tooManyRequests, error.description)
      secondsLeft = Int(seconds)
    case .busy: self.init(.serviceUnavailable, error.description)
    case .markOfOthers: self.init(.forbidden, error.description)
    case .noAccount, .noToken, .noMark: self.init(.notFound, error.description)
    case .badName, .nameTaken, .weakPassword, .lastAdmin, .narrowedAdmin, .disabled, .tooManyMarks,
      .markWords:
      self.init(.unprocessableContent, error.description)
    }
  }
}
