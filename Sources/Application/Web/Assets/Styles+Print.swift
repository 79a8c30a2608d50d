extension Styles {
  /// On paper: no controls; period, filters, freshness and exclusions stay.
  static let print = #"""
    @media print {
      :root { color-scheme: light; --paper: #fff; --sheet: #fff; font-size: 85%; }
      .app { display: block; }
      main { padding: 0; border: 0; }
      .nav, .nav-open, .btn, .tools, .skip, .filters, .upload, .as-table, .pages a, summary::after, .hits {
        display: none !important;
      }
      .menu > summary { border: 0; padding: 0; }
      .menu > div, .def > .card { display: none; }
      .sec, tr, .fig, .tl > li { break-inside: avoid; }
      .n { text-decoration: none; }
      .scroll { overflow: visible; }
    }
    """#
}
