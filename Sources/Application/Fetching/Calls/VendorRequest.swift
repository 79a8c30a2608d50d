package import HTTPClient
package import JSONReader

/// One question to a vendor's API, apart from how it is authorised, paced and repeated.
package struct VendorRequest: Sendable {
  package var method: String
  /// Below the base address, beginning with a slash; its parts are percent-encoded already. An address that begins with
  /// `http` is taken as it is, and must be of the same vendor.
  package var path: String
  package var query: [(name: String, value: String)]
  package var headers: HTTPHeaders
  package var body: [UInt8]?
  /// What is being done, for errors: “list the tickets”.
  package var operation: String
  /// Calls that share a limit of the vendor.
  package var bucket: String
  /// Statuses besides 2xx that are an answer and no failure.
  package var accepts: Set<Int>
  /// False for answers without a body and for redirects.
  package var wantsJSON: Bool
  /// Without credentials: the request that fetches them.
  package var isOpen = false
  package var deadlines = Deadlines()

  package init(
    _ method: String = "GET", _ path: String, _ query: [(name: String, value: String)] = [],
    headers: HTTPHeaders = [], body: [UInt8]? = nil, to operation: String, bucket: String = "all",
    accepts: Set<Int> = [], wantsJSON: Bool = true
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.operation = operation
    self.bucket = bucket
    self.accepts = accepts
    self.wantsJSON = wantsJSON
  }

  /// A POST of a JSON document.
  package static func post(
    _ path: String, json: [UInt8], to operation: String, bucket: String = "all", accepts: Set<Int> = []
  ) -> VendorRequest {
    VendorRequest(
      "POST", path, headers: ["Content-Type": "application/json"], body: json, to: operation, bucket: bucket,
      accepts: accepts)
  }
}

/// An answer that is one: of the expected status, whole, and JSON where JSON was wanted.
package struct VendorAnswer: Sendable {
  package var status: Int
  package var headers: HTTPHeaders
  /// As it came, for the ledger's raw records.
  package var body: [UInt8]
  /// `null` where no JSON was wanted, or a status other than 2xx came without any.
  package var json: JSONValue

  package init(status: Int, headers: HTTPHeaders, body: [UInt8], json: JSONValue) {
    self.status = status
    self.headers = headers
    self.body = body
    self.json = json
  }
}
