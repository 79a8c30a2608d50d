/// What is asked of a ticket, in an order that never changes.
struct HubSpotProperties: Sendable, Equatable {
  var names: [String]
  /// Those whose earlier values are asked for too.
  var histories: [String]

  /// HubSpot's own ones that mean something here.
  static let own = [
    "subject", "content", "createdate", "closed_date", "hs_lastmodifieddate", "hs_object_id", "hs_pipeline",
    "hs_pipeline_stage", "hubspot_owner_id", "hubspot_owner_assigneddate", "hubspot_team_id", "hs_ticket_priority",
    "hs_ticket_category", "hs_resolution", "source_type", "hs_originating_generic_channel_id", "hs_inbox_id",
    "first_agent_reply_date", "hs_first_agent_message_sent_at", "hs_created_by_user_id", "hs_tag_ids",
    "hs_merged_object_ids", "hs_feedback_last_ces_rating", "hs_feedback_last_ces_follow_up", "nps_score",
    "nps_follow_up_answer", "hs_feedback_last_survey_date", "hs_time_to_first_response_sla_status",
    "hs_time_to_close_sla_status",
  ]

  /// What became of a ticket is in these.
  static let told = [
    "hs_pipeline_stage", "hs_pipeline", "hubspot_owner_id", "hubspot_team_id", "hs_ticket_priority",
    "hs_ticket_category", "hs_merged_object_ids",
  ]

  /// - Parameter custom: properties that the account added.
  init(custom: [String] = []) {
    names = HubSpotProperties.own + custom.filter { !HubSpotProperties.own.contains($0) }
    histories = HubSpotProperties.told
  }

  /// Names alone, for lists that need little.
  init(only names: [String]) {
    self.names = names
    histories = []
  }

  /// Whether they fit into an address, which may not be much longer than 15,000 characters.
  var fitAddress: Bool { (names + histories).reduce(0) { $0 + $1.utf8.count + 3 } < 12_000 }
}
