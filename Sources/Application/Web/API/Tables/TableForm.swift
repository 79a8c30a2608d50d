/// How a list of the API looks as a table: the same rows, the same digits.
struct TableForm: Sendable {
  /// The members that have the rows; where there are several, the first column says which.
  var members: [String]
  /// Members of a row, with points for those that lie deeper.
  var columns: [String]

  init(_ members: String..., columns: String) {
    self.members = members
    self.columns = columns.split(separator: " ").map(String.init)
  }

  init(_ member: String, _ columns: String) { self.init(member, columns: columns) }
}

extension Place {
  /// Nothing for what is no list. The columns of answers depend on what was asked: `TableForm.ofAnswers`.
  var table: TableForm? {
    switch self {
    case .numbers: TableForm("numbers", "id name chapter version kind unit counts date_basis sentence formula")
    case .number: TableForm("groups", "")
    case .numberChange: TableForm("parts", "")
    case .receipt: TableForm("rows", "conversation at value person left_out")
    case .conversationList:
      TableForm(
        "conversations",
        "key source title channel created_at last_message_at standing customer_messages replies waiting_since")
    case .conversationHistory:
      TableForm("events", "id at kind value role actor.kind actor.id actor.name text")
    case .sourceList:
      TableForm(
        "sources",
        "id kind configured state complete_to next_sync_at totals.conversations totals.messages totals.from totals.to")
    case .sourceCoverage: TableForm("days", "day state conversations")
    case .sourceDirectory: TableForm("entries", "kind id name email active")
    case .runs:
      TableForm(
        "runs", "run source mode state label started_at ended_at seconds fetched stored rejected message")
    case .imports:
      TableForm("imports", "run source mode state label started_at ended_at fetched stored rejected message")
    case .peopleList: TableForm("people", "name email username listed_by active left_at messages last_seen")
    case .peopleReview: TableForm("review", "name source id email messages first_seen last_seen")
    case .peopleDecisions:
      TableForm(
        "decisions",
        "decision.number decision.kind decision.subject decision.source decision.id decision.calling decision.other "
          + "decision.email decision.from decision.to decision.by decision.at in_force")
    case .clientList: TableForm("clients", "client state contact.name contact.email match why to_add")
    case .toDoList: TableForm("to_do", "kind name source id rows")
    case .productList: TableForm("products", "name listed_by conversations tags.tag other_rules")
    case .clientsUnmapped:
      TableForm("domains", "companies", columns: "name source id conversations last_seen suggestions.name")
    case .viewList: TableForm("views", "id name address shared by created_at")
    case .noteList: TableForm("annotations", "id day text by created_at")
    case .alertList:
      TableForm(
        "alerts",
        "id name metric period side threshold lasting_seconds state since value checked_at snoozed_until by created_at")
    case .clientsUnlinked: TableForm("unlinked", "client state why first_seen last_seen")
    case .sessionList: TableForm("sessions", "id agent address created_at seen_at expires_at current")
    case .accountList: TableForm("accounts", "id name role state created_at signed_in_at")
    case .tokenList: TableForm("tokens", "id name owner role state created_at expires_at revoked_at used_at")
    case .auditList: TableForm("entries", "id at actor address action subject detail")
    default: nil
    }
  }
}
