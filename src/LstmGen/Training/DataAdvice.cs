using System.Globalization;

namespace LstmGen;

/// <summary>What in the data of a run looks like a mistake, in words for its report.</summary>
internal static class DataAdvice
{
    /// <summary>Magnitudes beyond which a gate of weights near 1 has nothing left to tell, and below which a value drowns in them.</summary>
    private const double Large = 20.0, Small = 0.01;

    /// <summary>A loss below this share of that of the mean has learned something.</summary>
    private const double NothingLearned = 0.9;

    private const int NamesShown = 5;

    /// <summary>Columns that say nothing, and columns that the model's scaler was not made for.</summary>
    /// <param name="model">The model, with the scaler of the run.</param>
    /// <param name="columns">Of the training windows, raw.</param>
    /// <param name="scalerIsNew">Whether the scaler was fitted to these very columns.</param>
    public static IEnumerable<string> OfColumns(SequenceModel model, IReadOnlyList<ColumnFacts> columns, bool scalerIsNew)
    {
        string[] constant = [.. columns.Where(column => column is { IsTarget: false, IsConstant: true }).Select(Describe)];
        if (constant.Length > 0)
        {
            yield return $"{List(constant)} in the training windows, so that the network can learn nothing from {(constant.Length == 1 ? "it" : "them")}.";
        }

        string[] targets = [.. columns.Where(column => column is { IsTarget: true, IsConstant: true }).Select(Describe)];
        if (targets.Length > 0)
        {
            yield return $"{List(targets)} in every target: there is nothing to learn but {(targets.Length == 1 ? "that number" : "those numbers")}.";
        }

        if (model.Scaler is not { } scaler || scalerIsNew) yield break;
        string[] far = [.. columns.Where(column => IsFar(column, scaler.Kind)).Select(column => DescribeFar(column, scaler.Kind))];
        if (far.Length > 0)
        {
            yield return $"{List(far)} than what the scaler of {model.Description.Name} was fitted to. Set {nameof(FitOptions)}.{nameof(FitOptions.RefitScaler)} to fit it to these windows.";
        }
    }

    /// <summary>Why a network that learned nothing may have learned nothing; null where it did, or where the data give no reason.</summary>
    /// <param name="model">The model.</param>
    /// <param name="columns">Of the training windows, raw.</param>
    /// <param name="loss">Of the last epoch.</param>
    /// <param name="ofMean">What predicting the mean of the targets would cost.</param>
    public static string? OfFailure(SequenceModel model, IReadOnlyList<ColumnFacts> columns, double loss, double ofMean) =>
        loss > NothingLearned * ofMean && CauseIn(model, columns) is { } cause
            ? FormattableString.Invariant($"The network has learned no more than the mean of its targets (loss {loss:G6}; that of the mean is {ofMean:G6}). {cause}")
            : null;

    /// <summary>Why a run may have diverged; null where the data give no reason.</summary>
    /// <param name="model">The model.</param>
    /// <param name="columns">Of the training windows, raw.</param>
    public static string? OfDivergence(SequenceModel model, IReadOnlyList<ColumnFacts> columns) => CauseIn(model, columns) is { } cause ? $"The run diverged. {cause}" : null;

    private static string? CauseIn(SequenceModel model, IReadOnlyList<ColumnFacts> columns)
    {
        if (model.Scaler is { Kind: not Scaling.None }) return null;
        ColumnFacts[] unfit = [.. columns.Where(column => column is { IsConstant: false, Magnitude: > Large or (< Small and > 0) })];
        if (unfit.Length == 0) return null;
        string[] spans = [.. unfit.Select(column => FormattableString.Invariant($"{column.Name} runs from {column.Minimum:G6} to {column.Maximum:G6}"))];
        string declared = model.Description.Scaling == Scaling.None
            ? $"{model.Description.Name} declares no scaling. Declare [LstmModel(Scaling = Scaling.Standard)] or Scaling.MinMax, or bring the values near 1 yourself."
            : $"{model.Description.Name} takes values as they are, because it learned batch by batch or was given the identity before. Set {nameof(FitOptions)}.{nameof(FitOptions.RefitScaler)}, or train a new model.";
        return $"The likely cause: {LowerFirst(List(spans))}, and {declared}";
    }

    /// <summary>Whether more of a column lies far from the scaler's offset than can of the data it was fitted to, or any value absurdly far.</summary>
    private static bool IsFar(ColumnFacts column, Scaling kind) => kind switch
    {
        Scaling.MinMax => column.Farthest > 2.0,
        Scaling.Robust => column.ShareFar > 0.5,
        _ => column.ShareFar > 0.01 || column.Farthest > 10_000.0,
    };

    private static string DescribeFar(ColumnFacts column, Scaling kind)
    {
        string unit = kind switch { Scaling.MinMax => "spans", Scaling.Standard => "standard deviations", Scaling.Robust => "interquartile ranges", _ => "" };
        return FormattableString.Invariant(
            $"{column.Name} ({column.Minimum:G6} to {column.Maximum:G6}) lies up to {column.Farthest:G5}{(unit.Length > 0 ? " " + unit : "")} farther");
    }

    private static string Describe(ColumnFacts column) => string.Create(CultureInfo.InvariantCulture, $"{column.Name} is always {column.Minimum:G6}");

    private static string List(string[] items)
    {
        string[] shown = [.. items.Take(NamesShown).Select((item, i) => i == 0 ? item : LowerFirst(item))];
        string rest = items.Length > NamesShown ? $" and {items.Length - NamesShown} more" : "";
        return rest.Length > 0 ? string.Join(", ", shown) + rest
            : shown.Length == 1 ? shown[0]
            : $"{string.Join(", ", shown[..^1])} and {shown[^1]}";
    }

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
