/// The fixed texts of reports; each language has one catalogue of them.
public enum ReportText: Sendable, Hashable, CaseIterable {
  case purpose, dataInventory, model, parameters, fit, diagnostics, predictiveCheck, exposure,
    reproducibility, results, rules, summary, contents, figure, table, data, rowsShown, notDrawn,
    interactive, surrogateBanner, training, worksheet, protocolTitle, product, label, notToBeConfused,
    patient, date, treatment, arm, cycle, day, level, dose, exactDose, rounding, deviation, cap,
    notApplied, weight, alerts, none, preparation, volume, vials, waste, checkBack, window, nextDose,
    eligibility, derivation, limits, held, passedOver, hardLimit, softLimit, record, notKept, calculatedBy,
    checkedBy, signature, refused, reason, action, notValidated
  case population, patients, rejectedDraws, covariate, unit, distribution, criterion, rejected, assumed, status,
    reference, timeUnit, individualParameters, dynamics, observations, modelParameters, typicalValues, parameter,
    meaning, value, variability, effect, variance, size, residualError, caution, modelNotFound, arms, regimen,
    dosesGiven, missed, delayed, reduced, completed, doseIntensity, assumptions, referenceArm, geometricMeans,
    formulaCV, steadyState, analyte, metric, firstCycle, steady, accumulation, within10From, comparison, ratio,
    interval90, interval95, overlap, targets, target, probability, standardError, sampling, schedule, bias, within10,
    measuredBias, measuredWithin10, bestSample, belowLimit, antibodies, everTrue, everFound, nowTrue, nowFound,
    sensitivity, antibodyExposure, positive, negative, covariateEffects, doseSizing, rule, spread, within20,
    heavyToLight, uncertainty, quantity, draws, median, failures, program, resultFile, seed, roleModel, roleStudy,
    roleTrial, roleTable, rolePatient, roleProtocol, roleScenarios, design, simulatedTrials, doseLevels,
    characteristics, scenario, trueRate, selected, exact, patientsTreated, dlts, noDose, totals, underdosed,
    overdosed, cohorts, selectsAcceptable, selectsTooHigh, selectsTooLow, maximumAdministered, durationDays,
    monteCarlo, nextStep, observed, boundary, waiting, branches, outcome, escalationPath, forecast, history, time,
    amount, measuredLevel, predicted, typical, plans, plan, interval, prescribedDose
}
