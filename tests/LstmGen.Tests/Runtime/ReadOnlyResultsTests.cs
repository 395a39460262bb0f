using System.Reflection;
using LstmGen.Forecasting;
using LstmGen.Tests.Training;

namespace LstmGen.Tests.Runtime;

/// <summary>A list that is handed out as one to read cannot be written to, not by a cast either.</summary>
public sealed class ReadOnlyResultsTests
{
    [Fact]
    public void No_list_behind_an_interface_can_be_changed()
    {
        var model = new LinearModel(4, scaling: Scaling.Standard);
        WindowDataset windows = WindowDataset.Of(TrainingData.Series(120), 4, period: 6);
        FitReport report = model.Fit(windows, new FitOptions { Epochs = 2, ValidationSplit = 0.2 });
        BacktestReport backtest = Backtest.Rolling(model, windows, testSteps: 20, steps: 3);
        object[] results =
        [
            report, report.Accuracy!, backtest, backtest.Forecasts[0], model.CreateTrace(), model.Parameters, SeriesTable.Of(("a", new double[] { 1, 2 })), new IntervalOptions(),
            model.Description, model.Scaler!,
        ];
        int lists = 0;
        foreach (object result in results)
        {
            foreach (PropertyInfo property in result.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0))
            {
                Type type = property.PropertyType;
                if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IReadOnlyList<>)) continue;
                object? value = property.GetValue(result);
                lists++;
                Assert.False(value is Array { Length: > 0 } || value is not Array && value!.GetType().GetGenericTypeDefinition() == typeof(List<>), $"{result.GetType().Name}.{property.Name} is a {value!.GetType().Name}.");
            }
        }

        Assert.True(lists >= 10, $"Only {lists} lists were looked at.");
        Assert.Equal(2, report.Epochs.Count);
    }
}
