extension Styles {
  /// Geometry stands in the drawings; colour is given here.
  static let charts = #"""
    .chart { width: 100%; font-size: var(--t-xs); }
    figure + figure { margin-top: var(--g4); }
    figcaption { margin-bottom: var(--g3); max-width: 46rem; font-size: var(--t-s); color: var(--ink-2); }
    figcaption b { color: var(--ink); font-weight: 600; }
    .as-table > summary {
      width: fit-content; min-height: 1.5rem; margin-top: var(--g2); font-size: var(--t-xs);
      color: var(--link); cursor: pointer;
    }
    .as-table .scroll { max-height: 22rem; overflow: auto; }
    .chart text {
      paint-order: stroke; stroke: var(--sheet); stroke-width: 3px; stroke-linejoin: round;
      fill: var(--ink-2); font-size: var(--t-xs);
    }
    .chart text.k { fill: var(--ink); font-weight: 650; font-size: var(--t-s); }
    .gl { stroke: var(--rule); } .ax { stroke: var(--rule-2); } .an { stroke: var(--ink-2); stroke-dasharray: 2 3; }
    .ln {
      fill: none; stroke-width: 2; vector-effect: non-scaling-stroke; stroke-linejoin: round;
      stroke-linecap: round;
    }
    .band { opacity: .16; }
    .ln.prev { stroke: var(--rule-2); stroke-width: 1.25; }
    .open { fill: var(--sheet); stroke-width: 2; }
    .ln.part { stroke-dasharray: 3 4; }
    .s1 { stroke: var(--s1); } .s2 { stroke: var(--s2); } .s3 { stroke: var(--s3); } .s4 { stroke: var(--s4); }
    .s5 { stroke: var(--s5); } .s6 { stroke: var(--s6); } .s7 { stroke: var(--s7); } .s8 { stroke: var(--s8); }
    .f1 { fill: var(--s1); } .f2 { fill: var(--s2); } .f3 { fill: var(--s3); } .f4 { fill: var(--s4); }
    .f5 { fill: var(--s5); } .f6 { fill: var(--s6); } .f7 { fill: var(--s7); } .f8 { fill: var(--s8); }
    .fw { fill: var(--well); } .fw2 { fill: var(--q2); } .fi { fill: var(--ink); } .fr { fill: var(--rule-2); }
    .fb { fill: var(--bad); } .ol { fill: none; stroke: var(--ink); stroke-width: 1; }
    .q0 { fill: var(--q0); background: var(--q0); } .q1 { fill: var(--q1); background: var(--q1); }
    .q2 { fill: var(--q2); background: var(--q2); } .q3 { fill: var(--q3); background: var(--q3); }
    .q4 { fill: var(--q4); background: var(--q4); } .q5 { fill: var(--q5); background: var(--q5); }
    .q6 { fill: var(--q6); background: var(--q6); }
    .noted { margin-top: var(--g2); padding: 0; list-style: none; font-size: var(--t-xs); color: var(--ink-2); }
    .noted b { color: var(--ink); font-weight: 600; }
    .plot { position: relative; }
    .hits { position: absolute; inset: 0; }
    .hits rect { fill: transparent; }
    .hits a:hover rect { fill: var(--ink); opacity: .07; }
    .key {
      display: flex; flex-wrap: wrap; gap: var(--g1) var(--g4); margin-top: var(--g2); font-size: var(--t-xs);
      color: var(--ink-2);
    }
    .key.spread { justify-content: space-between; margin-bottom: var(--g2); }
    .key .k { color: var(--ink); font-weight: 650; }
    .key svg { display: inline-block; vertical-align: -1px; margin-right: .35em; }
    .key .scale { width: 84px; height: 10px; align-self: center; margin: 0; }
    .spark { flex: none; width: 5.5rem; height: 1.25rem; }
    .cday { display: grid; grid-template-columns: 5.5rem 1fr; align-items: start; padding: 2px 0; }
    .cday .s { padding-top: .5rem; }
    .week { grid-template-columns: 2.75rem minmax(0, 1fr) minmax(6.5rem, auto); column-gap: var(--g2); }
    .week .s { padding-top: .2rem; }
    .cgap { padding: var(--g1) 0 var(--g1) 5.5rem; font-size: var(--t-xs); color: var(--ink-2); }
    .hm { width: 100%; border-collapse: separate; border-spacing: 1px; font-size: var(--t-xs); table-layout: fixed; }
    .hm td { height: 1.6rem; padding: 0; text-align: center; }
    .hm th { padding: 0; text-align: left; font-weight: 400; color: var(--ink-2); }
    .hm thead th { text-align: center; }
    .hm .hl { width: 2.25rem; }
    .hm :is(.q4, .q5, .q6) { color: var(--q-on); }
    """#
}
