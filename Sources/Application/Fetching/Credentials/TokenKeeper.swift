package import HTTPClient

/// A token that expires. It is renewed shortly before, or when the vendor says so, once for all who wait for it.
package actor TokenKeeper: Credentials {
  package struct Token: Sendable, Equatable {
    package var text: String
    package var lifetime: Double

    package init(_ text: String, lifetime: Double) {
      self.text = text
      self.lifetime = lifetime
    }
  }

  private let fetch: @Sendable (VendorCalls) async throws -> Token
  private let pacemaker: Pacemaker
  private var current: (text: String, until: Double)?
  private var waiting: [Int: CheckedContinuation<Token, any Error>] = [:]
  private var lastNumber = 0
  private var renewal: (number: Int, task: Task<Void, Never>)?
  /// How long before its end a token is not used any more.
  private static let margin = 60.0

  package init(pacemaker: Pacemaker = .real, fetch: @escaping @Sendable (VendorCalls) async throws -> Token) {
    self.fetch = fetch
    self.pacemaker = pacemaker
  }

  package func headers(through calls: VendorCalls) async throws -> HTTPHeaders {
    if let current, current.until > pacemaker.now() { return TokenKeeper.headers(current.text) }
    return TokenKeeper.headers(try await renewed(through: calls).text)
  }

  package func areCurrent(_ headers: HTTPHeaders) -> Bool {
    guard let current, current.until > pacemaker.now() else { return false }
    return TokenKeeper.headers(current.text) == headers
  }

  /// Only the first of those whom the vendor refused with one token drops it; the others come with an older one.
  package func renew(insteadOf stale: HTTPHeaders) -> Bool {
    if let current, TokenKeeper.headers(current.text) == stale { self.current = nil }
    return true
  }

  private func renewed(through calls: VendorCalls) async throws -> Token {
    let number = nextNumber()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
        waiting[number] = continuation
        if renewal == nil { beginRenewal(through: calls) }
      }
    } onCancel: {
      Task { await leave(number) }
    }
  }

  /// In a task of its own: whoever asked first may be cancelled, and the others still want the token.
  private func beginRenewal(through calls: VendorCalls) {
    let number = nextNumber()
    let task = Task {
      let result: Result<Token, any Error>
      do { result = .success(try await fetch(calls)) } catch { result = .failure(error) }
      end(number, result)
    }
    renewal = (number, task)
  }

  private func end(_ number: Int, _ result: Result<Token, any Error>) {
    guard renewal?.number == number else { return }
    renewal = nil
    if case .success(let token) = result {
      // A short-lived token is used for most of its life, not thrown away at once.
      let usable = max(token.lifetime - TokenKeeper.margin, token.lifetime / 2)
      current = (token.text, pacemaker.now() + usable)
    }
    let waiting = waiting
    self.waiting = [:]
    for continuation in waiting.values { continuation.resume(with: result.mapError(TokenKeeper.refusal)) }
  }

  /// A renewal that nobody waits for any more is given up.
  private func leave(_ number: Int) {
    waiting.removeValue(forKey: number)?.resume(throwing: CancellationError())
    guard waiting.isEmpty, let renewal else { return }
    renewal.task.cancel()
    self.renewal = nil
  }

  private func nextNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  /// Whatever the vendor has against a request for a token, without one nothing works: it must not pass for a fault of
  /// the item that happened to need it.
  private static func refusal(_ error: any Error) -> any Error {
    guard var refusal = error as? VendorError, refusal.remedy == .skip else { return error }
    refusal.kind = .credentials
    return refusal
  }

  private static func headers(_ text: String) -> HTTPHeaders { ["Authorization": "Bearer \(text)"] }
}
