// Predictions at the records of a NONMEM-style table, for the typical patient with each subject's covariates.
import Bateman

let model = try Model(contentsOf: "Models/teaching/iv2.pkm")
let table = """
  ID,TIME[h],AMT[mg],RATE[mg/h],EVID,WT[kg],DV[mg/L]
  1,0,100,100,1,62,.
  1,1,.,.,0,62,4.1
  1,24,.,.,0,62,0.31
  2,0,150,100,1,90,.
  2,2,.,.,0,90,4.4
  """
let dataset = try Dataset(table: Array(table.utf8), name: "events.csv")

let simulation = try DatasetSimulation(of: model, dataset: dataset)
try await simulation.run { chunk in
  for (number, subject) in zip(chunk.subjects, dataset.subjects) {
    for (index, record) in subject.records.enumerated() {
      print("\(subject.id) \(record.time) h: \(chunk.prediction(subject: number, time: index, output: 0)) mg/L")
    }
  }
}
