extension Phrasebook {
  static let spanish = Phrasebook(
    topics: [
      Topic(
        exchanges: [
          Exchange(
            "Hola, el pago no funciona desde la versión {version}",
            "Es un fallo conocido de {version}; acabo de instalar la corrección."),
          Exchange(
            "¿Puedo usar {product} en dos tiendas?", "La licencia cubre una tienda activa y dos de prueba."),
          Exchange("El stock no se sincroniza desde anoche", "La sincronización ya está en marcha de nuevo."),
          Exchange("Necesito la factura del pedido {order}", "Te envié la factura por correo."),
          Exchange("¿Cuánto tarda una devolución?", "El banco tarda hasta {days} días."),
          Exchange(
            "Las reseñas aparecen dos veces", "Vacía la caché en Sistema → Caché y vuelve a cargar, por favor."),
          Exchange("¿Hay descuento para agencias?", "Hay un 20 % para agencias a partir de cinco licencias."),
        ],
        details: [
          "La tienda es {shop}", "Pasa en {browser}", "El pedido es {order}", "Ayer funcionaba bien",
          "Es urgente, por favor",
        ])
    ],
    greetings: ["Hola {customer}, soy {agent}.", "¡Hola {customer}!", "Gracias por escribirnos, {customer}."],
    probes: ["¿Qué versión de {product} tienes?", "¿Desde cuándo ocurre?", "Déjame mirarlo."],
    followUps: [
      Exchange("¿Cuánto tarda eso?", "Unos {seconds} minutos."),
      Exchange("¿Dónde lo encuentro?", "En el menú de la izquierda, debajo de {product}."),
      Exchange("¿Tiene algún coste?", "No, está incluido en la licencia."),
    ],
    thanks: ["¡Perfecto, gracias!", "Ya funciona, muchas gracias", "Genial, gracias 👍", "Listo, un saludo"],
    closings: ["¡De nada!", "Me alegro. Escríbenos cuando quieras.", "¡Un placer ayudarte!"],
    nudges: ["¿Hola?", "¿Alguna novedad?", "Sigo esperando"],
    returns: [
      Exchange("Hola otra vez, el problema ha vuelto.", "Lo siento. Con {version} queda resuelto, ya está instalada."),
      Exchange("Soy yo de nuevo, ahora por la factura.", "La tienes en tu correo."),
    ])
}
