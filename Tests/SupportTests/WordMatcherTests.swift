import Testing

@testable import Support

@Suite struct `What a vendor's word may mean` {
  private let matcher = WordMatcher(["Checkout": ["checkout-pro", "4002"], "Bookings": ["bookings", "4000"]])

  @Test func `is a name that is nearly the same`() {
    #expect(matcher.suggestions(for: "chekout").map(\.person) == ["Checkout"])
    #expect(matcher.suggestions(for: "CHECKOUT pro").first?.person == "Checkout")
  }

  @Test func `is no other number, however alike`() {
    #expect(matcher.suggestions(for: "4012").isEmpty)
    #expect(matcher.suggestions(for: "4002").map(\.person) == ["Checkout"])
  }
}
