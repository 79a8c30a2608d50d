import Fetching
import Files
import HTTPClient
import Helpdesks
import Synchronization

/// What all syncs of this process share: connections, and a budget for each account.
final class VendorAccess: Sendable {
  private struct State {
    var client: WebClient?
    var budgets: [String: Budget] = [:]
  }

  private let state = Mutex(State())
  /// Unique for each installation, also where one process opens several.
  let holder = "\(ProcessName.this)#\(UInt32.random(in: .min ... .max))"

  /// Whether the holder of a lease is a process of this machine that does not exist any more.
  static let isGone: @Sendable (String) -> Bool = { holder in
    // Without what tells the installations of one process apart.
    let process = String(holder.split(separator: "#", maxSplits: 1).first ?? "")
    return ProcessName(process)?.isGone ?? false
  }

  func client(connections: Int) throws -> WebClient {
    try state.withLock { state in
      if let client = state.client { return client }
      var options = WebClient.Options(version: Installation.version)
      options.connectionsPerHost = connections
      options.connections = max(30, connections * 2)
      let client = try WebClient(options)
      state.client = client
      return client
    }
  }

  func budget(of helpdesk: any Helpdesk) -> Budget {
    state.withLock { state in
      if let budget = state.budgets[helpdesk.account] { return budget }
      let budget = Budget(paces: helpdesk.manners.paces)
      state.budgets[helpdesk.account] = budget
      return budget
    }
  }
}
