import Fetching
import JSONReader

/// How far a list has been read from its end to its beginning.
///
/// **Why from the end.** Lists are ordered by the time of the last change, oldest first, and their pages are numbered, so
/// rows shift while they are read. In this order there are but two ways to move: a row that changes leaves its place and
/// appears at the end, and a row that is deleted, or moved elsewhere, leaves its place. Either way the rows behind it
/// move one place *towards the beginning*, and nothing ever comes in between. Whoever reads from the beginning loses a
/// row at every page border behind the gap. Whoever reads page n only after page n+1 loses none: what slides over a
/// border slides into a page that is still to be read, and comes twice at worst. A row that changes before it was read
/// is at the end then, where a second question finds it (`HelpScoutWalk`). Equal times do no harm, because nothing is
/// compared with a time.
///
/// **Why many at once all the same.** The argument holds for pages read one after another. A batch that is read at once
/// is as good if nothing moved meanwhile. The lowest page read before is the witness: any row that left its place below
/// moves its first row. So that page is asked for again after the batch; when it still begins with the same row, nothing
/// below has moved since it was read first. Otherwise the batch is read again, one page after another.
struct HelpScoutReading: Equatable, Sendable {
  /// Rows from here on have been read.
  var unread: Int
  /// Rows a page, as the vendor said last. “Never assumed”: when it changes, pages are counted anew.
  var size: Int
  /// The first row at `unread`; nothing before anything was read, and for an empty page.
  var witness: String?

  init(unread: Int, size: Int, witness: String? = nil) {
    self.unread = unread
    self.size = size
    self.witness = witness
  }

  /// From the end of a list whose first page was seen.
  init(endOf page: HelpScoutListPage) {
    let size = page.size ?? max(1, page.rows.count)
    self.init(unread: page.pages * size, size: size)
  }

  var isOver: Bool { unread <= 0 }

  /// The page that ends with the last unread row.
  private var next: Int { (unread + size - 1) / size }

  /// So many rows are read in one step.
  private static let rowsAtOnce = 500

  /// Reads on towards the beginning, and answers the rows that it met, later ones of an id in place of earlier ones.
  mutating func step(_ ask: @escaping @Sendable (Int) async throws -> HelpScoutListPage, _ calls: VendorCalls)
    async throws -> [JSONValue]
  {
    var rows = HelpScoutRows()
    if witness == nil { rows.add(try await readOne(ask)) }
    let lowest = max(1, next - max(1, HelpScoutReading.rowsAtOnce / size) + 1)
    guard !isOver else { return rows.values }
    if next - lowest >= 2, witness != nil, let batch = try await readAtOnce(lowest...next, ask, calls) {
      for page in batch { rows.add(page) }
      return rows.values
    }
    let end = (lowest - 1) * size
    while unread > end { rows.add(try await readOne(ask)) }
    return rows.values
  }

  /// The next page towards the beginning. Where the size has changed, the page that now ends with the last unread row.
  private mutating func readOne(_ ask: (Int) async throws -> HelpScoutListPage) async throws -> HelpScoutListPage {
    for _ in 0..<8 {
      let number = next
      let page = try await ask(number)
      size = page.size ?? size  // of an empty page too, which may be beyond the end because pages have grown
      let start = (number - 1) * size
      guard start < unread, unread <= start + size else { continue }
      unread = start
      witness = page.first
      return page
    }
    throw VendorError(
      .broken, "page through a list of Help Scout", cause: "its pages have another size at every call",
      hint: "check the base_url")
  }

  /// Several pages; nothing when rows have moved meanwhile.
  private mutating func readAtOnce(
    _ numbers: ClosedRange<Int>, _ ask: @escaping @Sendable (Int) async throws -> HelpScoutListPage,
    _ calls: VendorCalls
  ) async throws -> [HelpScoutListPage]? {
    let pages = try await calls.each(numbers.reversed(), ask)
    let again = try await ask(numbers.upperBound + 1)
    let isSteady = again.first == witness && (pages + [again]).allSatisfy { $0.size ?? size == size }
    guard isSteady, let last = pages.last else { return nil }
    unread = (numbers.lowerBound - 1) * size
    witness = last.first
    return pages
  }
}

/// Rows in the order in which they were met, each id once, as it was met last.
struct HelpScoutRows {
  private(set) var values: [JSONValue] = []
  private var places: [String: Int] = [:]

  mutating func add(_ page: HelpScoutListPage) { for row in page.rows { add(row) } }

  private mutating func add(_ row: JSONValue) {
    guard let id = HelpScoutListPage.id(row) else { return values.append(row) }
    if let place = places[id] {
      values[place] = row
    } else {
      places[id] = values.count
      values.append(row)
    }
  }
}
