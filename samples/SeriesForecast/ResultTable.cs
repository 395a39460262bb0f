using System.Globalization;
using LstmGen;
using LstmGen.Forecasting;
using Spectre.Console;

namespace SeriesForecast;

/// <summary>The errors of the model and its rivals, and how much better the model is than each.</summary>
internal static class ResultTable
{
    public static Table Of(Comparison comparison)
    {
        var table = new Table().AddColumns("forecast", "RMSE", "MAE", "MASE", "skill of the LSTM");
        foreach (TableColumn column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (Rival rival in comparison.Rivals)
        {
            double skill = ForecastMetrics.Skill(comparison.Model.Rmse, rival.Rmse);
            table.AddRow(
                rival.Name.EscapeMarkup(), Number(rival.Rmse), Number(rival.Mae), Number(rival.Mase, "F3"),
                rival == comparison.Model ? "" : double.IsNaN(skill) ? "undefined" : skill.ToString("+0.0%;-0.0%;0.0%", CultureInfo.InvariantCulture));
        }

        return table;
    }

    /// <summary>Four digits that count.</summary>
    public static string Number(double value, string? format = null) => value.ToString(
        format ?? (Math.Abs(value) < 10 ? "F3" : Math.Abs(value) < 1_000 ? "F1" : "F0"), CultureInfo.InvariantCulture);
}
