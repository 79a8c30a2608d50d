import Fetching
import Helpdesks

/// Which pages of a walk are listed, completed and booked next. It decides and does nothing.
///
/// The next page is listed while the items of those before are completed. Pages are booked in their order, so the kept
/// position never runs ahead; and when one fails, those before it are booked still.
struct PagesAhead {
  enum Work: Sendable {
    case list(Int, from: Position?)
    case complete(Int, Page)
  }

  /// What came of it.
  enum Outcome: Sendable {
    case listed(Int, Result<Page, any Error>)
    case completed(Int, Result<CompletePage, any Error>)
  }

  /// So many pages are listed and not booked yet.
  private static let most = 4

  private let pass: String
  private var waiting: [Work]
  private var complete: [Int: CompletePage] = [:]
  /// The page that is booked next.
  private var next = 0
  /// The page that is being listed, was listed last, or, after the end, would come next.
  private var last = 0
  private var failed: (number: Int, error: any Error)?
  private var positions: Set<Position?>

  init(of pass: String, from position: Position?) {
    self.pass = pass
    waiting = [.list(0, from: position)]
    positions = [position]
  }

  /// What may be begun now, one after the other.
  mutating func takeWork() -> Work? {
    guard let index = waiting.firstIndex(where: mayBegin) else { return nil }
    return waiting.remove(at: index)
  }

  private func mayBegin(_ work: Work) -> Bool {
    switch work {
    case .list(let number, _): failed == nil && number < next + PagesAhead.most
    case .complete(let number, _): number < failed?.number ?? .max
    }
  }

  mutating func take(_ outcome: Outcome) {
    switch outcome {
    case .listed(let number, .success(let page)): listed(page, number)
    case .completed(let number, .success(let page)): complete[number] = page
    case .listed(let number, .failure(let error)), .completed(let number, .failure(let error)): fail(number, error)
    }
  }

  private mutating func listed(_ page: Page, _ number: Int) {
    last = number
    if let position = page.next {
      guard positions.insert(position).inserted else { return fail(number, PagesAhead.circle(in: pass)) }
      waiting.append(.list(number + 1, from: position))
      last = number + 1
    }
    waiting.append(.complete(number, page))
  }

  private mutating func fail(_ number: Int, _ error: any Error) {
    if number < failed?.number ?? .max { failed = (number, error) }
  }

  /// The next page, once it is complete.
  mutating func takePage() throws -> CompletePage? {
    if let failed, failed.number == next { throw failed.error }
    guard let page = complete.removeValue(forKey: next) else { return nil }
    next += 1
    return page
  }

  /// Where a list leads to a place where it was before, it has no end.
  static func circle(in pass: String) -> VendorError {
    VendorError(
      .broken, "read \(pass) to the end", cause: "the list leads back to where it was before",
      hint: "the next sync tries it again; if it stays so, the vendor's support must know")
  }
}
