using Traffic;

namespace LstmGen.Papers;

/// <summary>Vehicles on one lane, five minutes ahead: the protocol of samples/Traffic.</summary>
internal sealed class PemsTraffic : PaperRow
{
    public override string Name => "pems";

    public override string Title => "PeMS: vehicles in the next five minutes";

    public override string Protocol =>
        "The training file of 27 working days and the test file of 15, twelve counts to the next one, all 4,308 test rows; MAPE over counts above zero. The epoch is chosen on the last three training days. The protocol is " +
        "that of [samples/Traffic](../samples/Traffic), by the same code; there is also what a network gains that is told the usual day, and what the MAPE is worth.";

    public override IReadOnlyList<Measure> Measures { get; } = [new("RMSE, vehicles", 2), new("MAE, vehicles", 2), new("MAPE, %", 2), new("R²", 4, HigherIsBetter: true)];

    public override IReadOnlyList<Published> Published { get; } =
    [
        new("LSTM", [9.90, 7.21, 16.56, 0.9396], "xiaochus/TrafficFlowPrediction, README"),
        new("GRU", [9.97, 7.20, 16.78, 0.9389], "the same"),
        new("SAEs (no recurrent network)", [9.60, 7.06, 17.80, 0.9433], "the same", IsBar: false),
    ];

    public override string Model =>
        "`[LstmModel(LookBack = TrafficTask.LookBack, Scaling = Scaling.Standard)] [Lstm(64, ReturnSequences = true)] [Lstm(64)] [Dense(1)]` on roots of counts, Adam 0.002, batch 64, clipping 1, patience 20";

    public override string Reading => "Here an LSTM earns its place: it is better than a weighted sum of the same twelve counts, and than the published ones. Its MAPE is decided by the quiet rows of the night.";

    public override string ModelFile => "../../../samples/Traffic/Protocol/TrafficModels.cs";

    public override IReadOnlyDictionary<string, double[]> Baselines(string data)
    {
        PemsData counts = PemsData.Read(Path.Combine(data, "traffic"));
        return new Dictionary<string, double[]>
        {
            ["naive: as five minutes before"] = Measured(counts, TrafficBaselines.LastValue(counts)),
            ["naive: as the day before"] = Measured(counts, TrafficBaselines.SameTimeYesterday(counts)),
            ["linear: twelve counts"] = Measured(counts, TrafficBaselines.Linear(counts)),
        };
    }

    public override double[] Train(string data, int seed, Action<string> log)
    {
        PemsData counts = PemsData.Read(Path.Combine(data, "traffic"));
        TrainedTraffic trained = TrafficTask.Train(counts, new TrafficInput(CountScale.Root), seed, epochs: 80, patience: 20, Every(10, log));
        return Measured(counts, TrafficTask.Forecast(trained.Model, trained.Input, counts.Test));
    }

    private static double[] Measured(PemsData data, float[] forecasts)
    {
        TrafficErrors errors = TrafficErrors.Of(TrafficTask.Truth(data), forecasts);
        return [errors.Rmse, errors.Mae, errors.Mape, errors.R2];
    }
}
