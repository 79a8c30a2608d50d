/// Why something about accounts was not done, in words for whoever asked.
package enum AccountError: Error, Equatable, CustomStringConvertible {
  /// The same words whether there is no such account, it is disabled, or the password is another.
  case wrongPassword
  case tooMany(seconds: Int64)
  /// More sign-ins at a time than the machine can check.
  case busy
  case badName
  case nameTaken(String)
  case noAccount(String)
  case noToken(String)
  case weakPassword(String)
  case wrongCode
  case lastAdmin
  case narrowedAdmin
  case disabled(String)
  case noMark(String)
  case markOfOthers(String)
  case tooManyMarks(String)
  case markWords(String)

  package var description: String {
    switch self {
    case .wrongPassword: "the name or the password is not right"
    case .tooMany(let seconds):
      "too many attempts from here or for this name; try again in \(AccountError.minutes(seconds))"
    case .busy: "too many sign-ins at this moment; try again in some seconds"
    case .badName: "a name has 1 to 64 characters, all on one line"
    case .nameTaken(let name): "“\(name)” is taken; choose another name"
    case .noAccount(let name): "there is no account “\(name)”; “replyledger account list” shows all"
    case .noToken(let name): "there is no token “\(name)”; “replyledger token list” shows all"
    case .weakPassword(let why): why
    case .wrongCode: "the code is not right, was used already, or is too old; ask for a new one"
    case .lastAdmin: "this is the last admin who can sign in; make another one first"
    case .narrowedAdmin: "an admin sees everything; choose another role, or name no inbox, client or team"
    case .disabled(let name): "“\(name)” is disabled; enable the account first"
    case .noMark(let what): "there is no such \(what); it may have been removed"
    case .markOfOthers(let what): "this \(what) is somebody else's; ask them or a manager to remove it"
    case .tooManyMarks(let what): "there are too many \(what) already; remove some first"
    case .markWords(let why): why
    }
  }

  private static func minutes(_ seconds: Int64) -> String {
    let minutes = max(1, (seconds + 59) / 60)
    return minutes == 1 ? "a minute" : "\(minutes) minutes"
  }
}
