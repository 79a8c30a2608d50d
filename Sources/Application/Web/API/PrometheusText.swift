import HTTPServer

/// The text form that Prometheus reads: for each family its help, its type and its samples.
struct PrometheusText {
  private(set) var text = ""

  mutating func counter(_ name: String, _ help: String, _ value: Int) { family(name, help, "counter", "\(value)") }
  mutating func gauge(_ name: String, _ help: String, _ value: Int) { family(name, help, "gauge", "\(value)") }

  private mutating func family(_ name: String, _ help: String, _ type: String, _ value: String) {
    head(name, help, type)
    text += "\(name) \(value)\n"
  }

  private mutating func head(_ name: String, _ help: String, _ type: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  mutating func add(_ server: HTTPServerStatistics) {
    counter("replyledger_http_requests_total", "Requests answered.", server.requests)
    head("replyledger_http_refused_total", "Requests that the server refused before a handler saw them.", "counter")
    for (kind, count) in server.refused.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      text += "replyledger_http_refused_total{why=\"\(kind)\"} \(count)\n"
    }
    gauge("replyledger_http_connections", "Connections open now.", server.connectionsOpen)
    counter("replyledger_http_connections_total", "Connections taken.", server.connectionsAccepted)
    counter("replyledger_http_received_bytes_total", "Bytes read from clients.", server.bytesIn)
    counter("replyledger_http_sent_bytes_total", "Bytes sent to clients.", server.bytesOut)
    counter("replyledger_http_timeouts_total", "Connections cut for lack of progress.", server.timedOut)
    family(
      "replyledger_loop_longest_hold_seconds", "The longest time one step kept all other connections waiting.", "gauge",
      "\(server.longestLoopHold.inSeconds)")
    add(server.loopDelay)
  }

  /// Prometheus counts what is at most the bound, so each bucket holds those before it.
  private mutating func add(_ delays: LoopDelayHistogram) {
    let name = "replyledger_loop_turn_seconds"
    head(name, "How long turns of the event loop took.", "histogram")
    var below = 0
    for (position, count) in delays.counts.enumerated() {
      below += count
      let isLast = position == LoopDelayHistogram.bounds.count
      let bound = isLast ? "+Inf" : "\(LoopDelayHistogram.bounds[position].inSeconds)"
      text += "\(name)_bucket{le=\"\(bound)\"} \(below)\n"
    }
    text += "\(name)_count \(below)\n"
  }
}

extension Duration {
  fileprivate var inSeconds: Double { self / .seconds(1) }
}
