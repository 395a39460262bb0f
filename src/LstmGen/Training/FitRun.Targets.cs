namespace LstmGen;

// What the report says of targets, padding and precision.
internal sealed partial class FitRun
{
    private static TargetCensus? CountTargets(SequenceModel model, Loss loss, WindowDataset windows, List<string> warnings)
    {
        TargetCensus? targets = TargetCensus.Of(model, loss, windows);
        targets?.CheckCounts(nameof(windows));
        targets?.Warn(model.Description.Tokens.Any(tokens => tokens.Vocabulary == model.Description.Outputs), warnings);
        WarnOfPadding(model, windows, warnings);
        PrecisionAdvice.Warn(model, windows, warnings);
        return targets;
    }

    /// <summary>A window of padding alone is read as one step of padding.</summary>
    private static void WarnOfPadding(SequenceModel model, WindowDataset windows, List<string> warnings)
    {
        if (model.Description.PaddingValue is { } value)
        {
            int alone = Enumerable.Range(0, windows.Count).Count(window => Kernels.MaskRow.IsPadding(windows.InputOf(window)[..(windows.LengthOf(window) * model.Description.Features)], value));
            if (alone > 0) warnings.Add($"{alone} of {windows.Count} windows are padding alone: each is read as one step of it. Leave them out.");
            return;
        }

        if (model.Description.Tokens.FirstOrDefault(tokens => tokens.MaskZero) is not { } masked) return;
        int padding = Enumerable.Range(0, windows.Count).Count(window => windows.InputOf(window)[masked.First] == 0f);
        if (padding > 0) warnings.Add($"{padding} of {windows.Count} windows are padding alone (token 0): each is read as one step of it. Leave them out.");
    }
}
