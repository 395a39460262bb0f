using System.Globalization;
using LstmGen.Forecasting;
using Spectre.Console;

namespace Tuning;

/// <summary>The best trials over the validation span, and the last judgement over the test.</summary>
internal static class ResultTables
{
    private const int Shown = 10;

    /// <param name="ranked">Trials, best first.</param>
    /// <param name="naive">Over the validation span.</param>
    public static Table Best(IReadOnlyList<TrialResult> ranked, NaiveForecasts naive)
    {
        Table table = RightAligned(1, "trial", "layers", "look-back", "dropout", "learning rate", "batch", "best epoch", "RMSE", "skill", "seconds", "ended by");
        foreach (TrialResult result in ranked.Take(Shown))
        {
            Candidate candidate = result.Candidate;
            table.AddRow(
                candidate.Number == 1 ? "1 (advice)" : Whole(candidate.Number),
                Layers(candidate),
                Whole(candidate.LookBack),
                candidate.Dropout.ToString(CultureInfo.InvariantCulture),
                candidate.LearningRate.ToString(CultureInfo.InvariantCulture),
                Whole(candidate.BatchSize),
                $"{Whole(result.BestEpoch)} of {Whole(result.Curve.Count)}",
                Number(result.Rmse),
                Share(ForecastMetrics.Skill(result.Rmse, naive.Last)),
                result.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture),
                result.EndingText);
        }

        return table;
    }

    public static Table Test(IReadOnlyList<Judgement> judged)
    {
        Table table = RightAligned(1, "forecast of the test", "RMSE", "MAE", "skill against naive", "against seasonal naive");
        foreach ((string name, ForecastAccuracy accuracy) in judged)
        {
            table.AddRow(name.EscapeMarkup(), Number(accuracy.Rmse), Number(accuracy.Mae), Share(accuracy.SkillAgainstNaive), Share(accuracy.SkillAgainstSeasonalNaive));
        }

        ForecastAccuracy any = judged[0].Accuracy;
        table.AddRow("naive (last value)", Number(any.NaiveRmse), "", "", "");
        if (any.SeasonalNaiveRmse is { } rmse)
        {
            table.AddRow($"seasonal naive ({Whole(any.Period)} before)", Number(rmse), "", Share(ForecastMetrics.Skill(rmse, any.NaiveRmse)), "");
        }

        return table;
    }

    /// <summary>Such as LSTM 32 + 32.</summary>
    public static string Layers(Candidate candidate) =>
        $"{(candidate.Cell == Cell.Lstm ? "LSTM" : "GRU")} {string.Join(" + ", Enumerable.Repeat(Whole(candidate.Units), candidate.Layers))}";

    /// <summary>Four digits that count.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    public static string Share(double? share) => share switch
    {
        null => "",
        double.NaN => "undefined",
        { } value => value.ToString("+0.0 %;-0.0 %;0.0 %", CultureInfo.InvariantCulture),
    };

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static Table RightAligned(int from, params string[] columns)
    {
        Table table = new Table().AddColumns(columns);
        foreach (TableColumn column in table.Columns)
        {
            column.NoWrap();
        }

        foreach (TableColumn column in table.Columns.Skip(from))
        {
            column.RightAligned();
        }

        return table;
    }
}
