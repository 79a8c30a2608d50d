/// Somebody of the company's own, or one of its programs. A double makes its vendor's id of `id`.
package struct Staff: Sendable, Hashable {
  package let id: Int
  package let firstName: String
  package let lastName: String
  /// Some vendors know people by this, some by mail address; not everybody has one.
  package let username: String?
  package let email: String
  /// The name that their posts in public forums carry.
  package let forumName: String
  package let teamID: Int
  package let isBot: Bool

  package var name: String { lastName.isEmpty ? firstName : "\(firstName) \(lastName)" }
}

package struct Team: Sendable, Hashable {
  package let id: Int
  package let name: String
}
