extension TestModel {
  /// A depot (1.2 per hour) and a central compartment (0.15 per hour) of volume 1 L, with a route of some arguments.
  ///
  /// - Parameters:
  ///   - arguments: the arguments of the route `oral`.
  ///   - target: the compartment it leads to.
  /// - Returns: the model.
  public static func absorption(_ arguments: String, into target: String = "central") -> TestModel {
    TestModel(
      name: "absorption",
      """
      model absorption {
        units {
          time = h
          amount = mg
          volume = L
        }
        theta {
          n : 1 = 4.3 in 0...
          tvMTT : h = 2 in 0...
          ka : 1/h = 1.2 in 0...
          k : 1/h = 0.15 in 0...
        }
        omega {
          MTT = 0.09
        }
        individual {
          MTT : h = tvMTT ~ logNormal
          N : 1 = n
        }
        compartments {
          depot : mg
          central : mg
        }
        doses {
          oral -> \(target) (\(arguments))
          iv -> central
        }
        dynamics {
          depot' = -ka * depot
          central' = ka * depot - k * central
        }
        observations {
          content : mg = central
          mean : h = MTT
          count : 1 = N
        }
      }
      """)
  }
}
