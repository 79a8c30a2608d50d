extension Styles {
  /// Receipts, tiles, definition cards, statuses, notices.
  static let parts = #"""
    .n {
      color: inherit; white-space: nowrap; border-radius: 2px;
      text-decoration: underline dotted var(--link) 1px; text-underline-offset: .22em;
    }
    .n:hover { background: var(--link-well); text-decoration-style: solid; }

    .tiles {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: var(--g4) 0;
      border-bottom: 1px solid var(--rule);
    }
    .bar + section > .tiles, .tiles.lead { padding-top: var(--g5); }
    .fig { padding: 0 var(--g5) var(--g4); border-left: 1px solid var(--rule); min-width: 0; }
    .fig:first-child { padding-left: 0; border: 0; }
    .fig p { font-size: var(--t-s); color: var(--ink-2); }
    .fig p b { color: var(--ink); font-weight: 600; }
    .fig-line { display: flex; align-items: center; gap: var(--g4); min-height: 3rem; }
    .fig-line .spark { flex: 0 1 5.5rem; min-width: 0; }
    .fig .v {
      color: var(--ink); font-size: var(--t-2xl); font-weight: 600; line-height: 1.35; letter-spacing: -.015em;
      white-space: nowrap;
    }
    .fig .v small { margin-left: .25em; font-size: var(--t-s); font-weight: 400; letter-spacing: 0; color: var(--ink-2); }
    .fig .few { color: var(--ink-2); font-weight: 400; }
    .fig .none { font-size: var(--t-m); font-weight: 400; letter-spacing: 0; color: var(--ink-2); white-space: normal; }

    .def { position: relative; display: inline-block; font-size: var(--t-s); font-weight: 600; }
    .def > summary { list-style: none; cursor: help; min-height: 1.75rem; }
    .def > summary::-webkit-details-marker { display: none; }
    .def > summary::after { content: "\2009\00A7"; content: "\2009\00A7" / ""; color: var(--link); font-weight: 400; }
    .def > .card {
      position: absolute; z-index: 5; top: 100%; left: 0; width: min(24rem, 80vw); padding: var(--g4);
      background: var(--sheet); border: 1px solid var(--rule-2); border-radius: var(--r2); box-shadow: var(--lift);
      font-weight: 400;
    }
    .def .card p { color: var(--ink); }
    .def dl, .facts { display: grid; grid-template-columns: auto 1fr; gap: var(--g1) var(--g3); font-size: var(--t-s); }
    .facts dd { min-width: 0; overflow-wrap: anywhere; }
    .def dl { margin: var(--g2) 0; }
    dt { color: var(--ink-2); }
    .hint {
      display: none; position: absolute; z-index: 5; left: 0; top: 100%; width: max-content; max-width: 18rem;
      padding: var(--g2) var(--g3); background: var(--ink); color: var(--sheet);
      border-radius: var(--r1); font-weight: 400;
    }
    .def:not([open]) > summary:is(:hover, :focus-visible) > .hint { display: block; }
    .term { position: relative; color: inherit; text-decoration: none; }
    .term:is(:hover, :focus-visible) > .hint { display: block; font-weight: 400; white-space: normal; text-align: left; }
    .num > .term > .hint { left: auto; right: 0; }
    .term:hover { text-decoration: underline dotted; text-underline-offset: .25em; }
    .def-r > .card, .def-r .hint { left: auto; right: 0; }

    .receipt {
      display: flex; flex-wrap: wrap; gap: var(--g2) var(--g6); align-items: end;
      padding: var(--g5) 0 var(--g3); border-bottom: 1px solid var(--rule);
    }
    .receipt .fig { padding: 0; }
    .receipt-words { flex: 1 1 18rem; min-width: 0; max-width: 40rem; padding-bottom: .6rem; }
    .check .st { white-space: normal; }
    .fault { display: grid; gap: var(--g4); justify-items: start; padding: var(--g6) 0; max-width: 44rem; }
    .fault .code { font: 600 var(--t-3xl)/1 var(--serif); color: var(--ink-2); }
    .fault .facts { font-size: var(--t-m); gap: var(--g3) var(--g5); }

    .changes { counter-reset: c; }
    .changes li {
      counter-increment: c; position: relative; padding: var(--g2) 0 var(--g2) 1.5rem; font-size: var(--t-s);
      border-bottom: 1px solid var(--rule);
    }
    .changes li::before {
      content: counter(c); position: absolute; left: 0; font: 600 var(--t-m)/1.45 var(--serif); color: var(--ink-2);
    }
    .excl, .check { font-size: var(--t-s); color: var(--ink-2); margin-top: var(--g2); }
    .calm { padding: var(--g5) 0; }
    .calm .st { white-space: normal; }
    .st { white-space: nowrap; font-size: var(--t-s); }
    .st::before { display: inline-block; margin-right: .35em; font-size: .9em; }
    .good { color: var(--good); } .good::before { content: "\2713"; content: "\2713" / ""; }
    .warn { color: var(--warn); } .warn::before { content: "\25B2"; content: "\25B2" / ""; font-size: .75em; }
    .bad { color: var(--bad); } .bad::before { content: "\25A0"; content: "\25A0" / ""; font-size: .8em; }
    .run { color: var(--link); } .run::before { content: "\25D1"; content: "\25D1" / ""; }
    .off { color: var(--ink-2); } .off::before { content: "\25CB"; content: "\25CB" / ""; }
    .tag {
      padding: 0 .35em; border: 1px solid var(--rule-2); border-radius: var(--r1);
      font-size: var(--t-xs); color: var(--ink-2); white-space: nowrap;
    }
    .note {
      padding: var(--g3) var(--g4); border-left: 3px solid var(--rule-2); border-radius: 0 var(--r1) var(--r1) 0;
      background: var(--well); font-size: var(--t-s);
    }
    .note p { max-width: 46rem; }
    .note .what { font-weight: 650; }
    .note.is-warn { border-color: var(--warn); background: var(--warn-well); }
    .note.is-bad { border-color: var(--bad); background: var(--bad-well); }
    .note.is-good { border-color: var(--good); background: var(--good-well); }
    .empty {
      display: grid; gap: var(--g3); justify-items: center; padding: var(--g7) var(--g5); text-align: center;
      border: 1px dashed var(--rule-2); border-radius: var(--r2); color: var(--ink-2);
    }
    .empty h2 { color: var(--ink); }
    .empty p { max-width: 38rem; }
    """#
}
