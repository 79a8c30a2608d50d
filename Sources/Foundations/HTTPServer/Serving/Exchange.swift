internal import Compression

/// One request and its answer, while they last. Belongs to its connection alone.
final class Exchange {
  /// How much of the request body has come.
  enum BodyProgress: Equatable {
    case complete
    case arriving
    case broken(RequestBodyError)
  }

  struct Answer {
    let status: HTTPStatus
    let framing: ResponseFraming
    let keepAlive: Bool
    let heartbeat: HTTPResponse.Heartbeat?
    let isWhole: Bool
    var compressor: GzipStream?
    /// All has been queued; the exchange ends when the queue is empty.
    var isComplete = false
  }

  /// Tells this exchange from the others of its connection: a body or a writer kept too long finds another number.
  let number: Int
  let head: RequestHead
  let began: Moment
  var task: Task<Void, Never>?

  var body: BodyProgress
  var bodyBytesLeft: Int?
  var bodyPace: BodyPace
  var bodyReader: CheckedContinuation<[UInt8]?, any Error>?
  /// The client holds its body back until it is told to go on.
  var owesContinue: Bool

  var answer: Answer?
  var bytesSent = 0
  var writers: [CheckedContinuation<Void, Never>] = []

  init(number: Int, head: RequestHead, began: Moment, limits: HTTPServerConfiguration.Limits) {
    self.number = number
    self.head = head
    self.began = began
    body = head.framing == .none ? .complete : .arriving
    if case .length(let length) = head.framing { bodyBytesLeft = length }
    bodyPace = BodyPace(bytesPerSecond: limits.slowestUpload)
    owesContinue = head.expectsContinue && head.framing != .none
  }

  /// Whether the next request can be found behind this one's body without reading much.
  func leavesConnectionUsable(readingAhead most: Int) -> Bool {
    switch body {
    case .complete: true
    case .arriving: !owesContinue && (bodyBytesLeft ?? .max) <= most
    case .broken: false
    }
  }
}

/// How long to wait for the next piece of a body: never longer than the idle deadline, and in all no longer than the
/// slowest pace allows. Only time spent waiting for the client counts, not time the handler took.
struct BodyPace: Sendable {
  private let bytesPerSecond: Int
  private var received = 0
  private var waited = Duration.zero
  private var waitingSince: Moment?

  init(bytesPerSecond: Int) { self.bytesPerSecond = max(1, bytesPerSecond) }

  mutating func received(_ count: Int, at now: Moment) {
    received += count
    if let waitingSince { waited += now - waitingSince }
    waitingSince = nil
  }

  /// The moment at which patience ends, if a wait begins now or has begun.
  mutating func deadline(from now: Moment, idle: Duration) -> Moment {
    let start = waitingSince ?? now
    waitingSince = start
    let allowed = idle + .seconds(Double(received) / Double(bytesPerSecond)) - waited
    return start + max(.zero, min(idle, allowed))
  }
}
