/// Lets markup be written as nested blocks: elements, texts, conditions and loops.
@resultBuilder
package enum HTMLBuilder {
  package static func buildExpression(_ html: HTML) -> HTML { html }
  package static func buildExpression(_ text: String) -> HTML { .text(text) }
  package static func buildBlock() -> HTML { .nothing }
  package static func buildBlock(_ part: HTML) -> HTML { part }
  package static func buildBlock(_ parts: HTML...) -> HTML { .group(parts) }
  package static func buildOptional(_ part: HTML?) -> HTML { part ?? .nothing }
  package static func buildEither(first part: HTML) -> HTML { part }
  package static func buildEither(second part: HTML) -> HTML { part }
  package static func buildArray(_ parts: [HTML]) -> HTML { .group(parts) }
}

/// Several pieces side by side, with no element around them.
package func group(@HTMLBuilder _ content: () -> HTML) -> HTML { content() }
