extension Styles {
  /// Sources: what runs, coverage, orders, and the cards of kinds.
  static let sources = #"""
    .lives { display: grid; gap: var(--g5); }
    .lives:not(:empty) { padding-top: var(--g5); }
    .run-now .tiles { padding-top: var(--g4); }
    /* several at a time: little more than a line each */
    .many { display: grid; gap: var(--g4); }
    .many .run-now { padding-bottom: var(--g2); border-bottom: 1px solid var(--rule); }
    .many .run-now > header { margin: 0; padding: 0 0 var(--g1); border: 0; }
    .many h2 { font: 600 var(--t-m)/1.4 var(--sans); }
    .many .tiles { padding-top: var(--g2); border: 0; gap: var(--g1) 0; }
    .many .fig { display: flex; flex-wrap: wrap; gap: 0 var(--g2); align-items: baseline; padding: 0 var(--g3) 0 0; border: 0; }
    .many .fig .v { font-size: var(--t-m); letter-spacing: 0; }
    .many :is(.excl, .fig p:nth-child(n + 3)) { display: none; }
    .inline { display: inline; }
    .link {
      min-height: 1.5rem; padding: 0; margin-left: var(--g3); border: 0; background: none; color: var(--link);
      font: inherit; text-decoration: underline; text-underline-offset: .18em; cursor: pointer;
    }
    .btn:disabled { border-style: dashed; color: var(--ink-2); background: none; cursor: not-allowed; }
    .miss { fill: var(--bad-well); stroke: var(--bad); vector-effect: non-scaling-stroke; }
    .steps { display: grid; gap: var(--g3); counter-reset: s; padding: 0; list-style: none; }
    .steps li { counter-increment: s; position: relative; padding-left: 2rem; }
    .steps li::before { content: counter(s); position: absolute; left: 0; font: 600 var(--t-l)/1.3 var(--serif); color: var(--ink-2); }
    .ht { stroke: var(--rule-2); vector-effect: non-scaling-stroke; }
    .covc { width: 30%; min-width: 13rem; }
    .t.sources tbody th, .t.sources tbody td { padding-block: var(--g2); }
    .t .act { width: 1%; text-align: right; }
    .vh-head { font-size: 0 !important; }
    .cover { display: grid; grid-template-columns: 2.25rem minmax(0, 1fr); }
    .weekdays {
      display: grid; grid-template-rows: repeat(7, 14px); padding-top: 16px; font-size: .6875rem; line-height: 14px;
      color: var(--ink-2);
    }
    .weekdays span:nth-child(even) { visibility: hidden; }
    .again { grid-template-columns: 1fr 1fr; padding: var(--g3) 0 0; margin-top: var(--g4); }
    .facts-list li {
      display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--g3); padding: var(--g1) 0;
      border-bottom: 1px solid var(--rule); font-size: var(--t-s);
    }
    .facts-list small { grid-column: 1 / -1; color: var(--ink-2); font-size: var(--t-xs); }
    .facts-list.two { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 0 var(--g6); }
    .facts-list.two li { align-content: start; }
    .kind-name { margin-right: auto; }
    .bar:has(.kind-name) h1 { margin-right: 0; }
    .runs tbody th { min-width: 11rem; }
    .ask { margin-top: var(--g4); }
    .begin { display: flex; flex-wrap: wrap; gap: var(--g2) var(--g4); align-items: center; padding: var(--g2) 0 var(--g4); }
    .begin p { flex: 1 1 16rem; }
    .field textarea.few { min-height: 4.5rem; }
    .field .kept { font-size: var(--t-xs); }
    .field input[readonly] { border-style: dashed; background: none; color: var(--ink-2); cursor: default; }
    .words { white-space: pre-wrap; overflow-wrap: anywhere; }
    .ask .words { padding-top: var(--g2); }
    .estimate { padding-top: var(--g4); }
    .sec > .lead { max-width: 44rem; padding-bottom: var(--g3); }
    .kind { border-bottom: 1px solid var(--rule); }
    .kind > summary { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 0 var(--g3); padding: var(--g2) 0; }
    .kind > summary { list-style: none; cursor: pointer; font-size: var(--t-s); }
    .kind > summary::-webkit-details-marker { display: none; }
    .kind > summary b { font-weight: 600; }
    .kind > summary b::before { content: "\25B8"; content: "\25B8" / ""; margin-right: .5em; color: var(--ink-2); }
    .kind[open] > summary b::before { content: "\25BE"; content: "\25BE" / ""; }
    .kind > summary small { color: var(--ink-2); font-size: var(--t-xs); align-self: center; }
    .kind > div { padding: 0 0 var(--g4); }
    .allow { margin: var(--g3) 0 0; padding: 0; border: 0; font-size: var(--t-s); }
    .allow legend { padding: 0 0 var(--g1); color: var(--ink-2); }
    .allow label { display: grid; grid-template-columns: 1.25rem minmax(0, 1fr); gap: var(--g2); padding: .375rem 0; }
    .allow input { min-height: 0; width: 1.1rem; height: 1.1rem; margin: .125rem 0 0; accent-color: var(--link); }
    .allow label:has(:checked) span { color: var(--ink-2); }
    .allow label b { font-weight: 600; }
    pre { margin: 0 0 var(--g2); padding: var(--g3) var(--g4); overflow-x: auto; background: var(--well); }
    pre code { padding: 0; background: none; font-size: var(--t-s); line-height: 1.5; }
    """#

  /// The same on little room.
  static let narrowSources = #"""
    @container (max-width: 34rem) {
      .cards .covc { grid-column: 1 / -1; width: auto; min-width: 0; text-align: left !important; padding-left: 0 !important; }
      .cards.sources td:nth-child(2) { grid-row: 1; grid-column: 2; text-align: right; }
      .cards.sources tbody th { grid-row: 1; grid-column: 1; }
      .cards.sources td:nth-child(3) { text-align: left; padding-left: 0 !important; }
      .cards.sources td:nth-child(4) { text-align: right; }
      .cards .st { white-space: normal; }
      .kind > summary { grid-template-columns: minmax(0, 1fr); }
    }
    @media (max-width: 48rem) { .kind > summary { min-height: 2.75rem; align-content: center; } }
    """#
}
