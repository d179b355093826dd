import Bateman

/// What is said of doses in general.
enum DoseNotice {
  static let tornLine =
    "warning: the last line of the record file was torn off; it is kept and marked, and the records before it hold"

  static let text = """
    bateman dose: intended use and limits

    Intended use   Computes, for health professionals who can check it, a dose from a protocol file that two people
                   have approved, and shows every step. It decides nothing and gives nothing.
                   Not for use without institutional validation.
    Validation     None by any institution yet. What is tested: Documentation/Dosing.md, requirement by requirement.
    Known limits   Adults only. Approvals and signatures are texts; nobody is authenticated.
                   No protocol that ships is approved; all are marked as training.
                   A volume is not rounded to what a syringe measures. Overfill and residual volume of bags are not
                   modelled: state the fill method in your own procedure.
                   Eligibility is reported as far as values are given; it is not a full list of criteria.
    Engine         \(DoseRecord.engine)
    """
}
