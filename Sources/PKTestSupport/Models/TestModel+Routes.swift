extension TestModel {
  /// One compartment (CL 5 L/h, V 50 L) and a depot (KA 1/h), with a route for every attribute and for some together.
  public static let routes = TestModel(
    name: "routes",
    """
    model routes {
      units {
        time = h
        amount = mg
        volume = L
      }
      theta {
        KA : 1/h = 1
        CL : L/h = 5
        V : L = 50
        half : 1 = 0.5
        late : h = 1.5
        lasting : h = 4
        pace : mg/h = 25
      }
      compartments {
        gut : mg
        central : mg
      }
      doses {
        plain -> central
        weak -> central (F = half)
        lagged -> central (lag = late)
        slow -> central (duration = lasting)
        paced -> central (rate = pace)
        mixed -> central (F = half, lag = late, duration = lasting)
        weakpaced -> central (F = half, rate = pace)
        oral -> gut (F = half, lag = late)
      }
      dynamics {
        C : mg/L = central / V
        gut' = -KA * gut
        central' = KA * gut - CL * C
      }
      observations {
        plasma : mg/L = C
      }
    }
    """)

  /// A vessel that keeps what it is given and fills by itself at the speed of a covariate.
  public static let vessel = TestModel(
    name: "vessel",
    """
    model vessel {
      units {
        time = h
        amount = mg
      }
      covariates {
        SPEED : mg/h = 0
        START : mg = 0
      }
      theta {
        late : h = 2
      }
      compartments {
        vessel : mg = START
        clock : h
      }
      doses {
        input -> vessel
        lagged -> vessel (lag = late)
      }
      dynamics {
        vessel' = SPEED
        clock' = 1
      }
      observations {
        content : mg = vessel
        age : h = clock
        doses : 1 = occasion
        since : h = timeAfterDose
      }
    }
    """)
}
