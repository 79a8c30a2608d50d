import Accounts
import Markup
import Warehouse

/// Whoever sent the request at hand, and what they may do and see.
struct Asker: Sendable {
  enum Means: Sendable {
    case nobody
    /// A demo's visitor, who is its admin.
    case everyone
    case session(SignedIn)
    case token(Token)
  }

  var means: Means
  var visitor: Visitor
  /// What was shown: a token, or a browser's cookie, whether it is a session or of somebody who has yet to sign in.
  var secret: String?
  /// Proves that a form was ours; nothing where no browser's cookie could be abused.
  var formToken: FormToken?

  static let nobody = Asker(means: .nobody, visitor: Visitor(address: "", network: ""))

  /// Set around the whole answer, so that no page has to hand it on.
  @TaskLocal static var current = Asker.nobody
}

extension Asker {
  /// Not inlined: the optimizer of Swift 6.3.1 ends the life of the asker too early where this is part of a long function.
  @inline(never) var role: Role? {
    switch means {
    case .nobody: nil
    case .everyone: .admin
    case .session(let signedIn): signedIn.account.role
    case .token(let token): token.role
    }
  }

  /// Questions are to be narrowed to this.
  var visibility: Visibility {
    switch means {
    case .nobody, .everyone: .everything
    case .session(let signedIn): signedIn.account.visibility
    case .token(let token): token.visibility
    }
  }

  var account: Accounts.Account? { if case .session(let signedIn) = means { signedIn.account } else { nil } }

  /// As the audit log calls them.
  var actor: Actor {
    switch means {
    case .nobody: Actor("nobody", from: visitor.address)
    case .everyone: Actor("demo", from: visitor.address)
    case .session(let signedIn): Actor(signedIn.account.name, from: visitor.address)
    case .token(let token): Actor("token \(token.name)", from: visitor.address)
    }
  }

  /// Whether a link to this address, or a button for it, is worth showing.
  func may(_ place: Place) -> Bool {
    switch place.demand {
    case .nothing, .signature, .neighbourOrToken: true
    case .role(let needed): (role.map { $0 >= needed } ?? false) && (place.isForNarrowed || !visibility.isNarrowed)
    }
  }

  var mayForce: Bool { role == .admin }
}
