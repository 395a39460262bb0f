using System.Globalization;
using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>Throws if a step of padding stands before another step, in models that begin with [Masking].</summary>
internal static class MaskChecks
{
    /// <summary>Checks one window.</summary>
    /// <param name="model">Whose input it is; nothing happens where nothing is padding.</param>
    /// <param name="window">At least the valid steps.</param>
    /// <param name="length">Valid steps.</param>
    /// <param name="argument">For the message.</param>
    /// <param name="number">Of the window among several, or −1.</param>
    public static void CheckWindow(ModelDescription model, ReadOnlySpan<float> window, int length, string argument, int number)
    {
        if (model.PaddingValue is not { } value) return;
        int features = model.Features, last = length - 1;
        while (last > 0 && MaskRow.IsPadding(window.Slice(last * features, features), value))
        {
            last--;
        }

        for (int step = 0; step < last; step++)
        {
            if (MaskRow.IsPadding(window.Slice(step * features, features), value))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Expected padding ([Masking({value})] of {model.Name}) at the end of a window, but got it at step {step}{(number < 0 ? "" : $" of window {number}")}, before other steps. Pad on the right."),
                    argument);
            }
        }
    }

    /// <summary>Checks one step, where nothing is padding.</summary>
    public static void CheckStep(ModelDescription model, ReadOnlySpan<float> input, string argument)
    {
        if (model.PaddingValue is { } value && MaskRow.IsPadding(input, value))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Expected a step, but got padding ([Masking({value})] of {model.Name}), which is none; leave it out."), argument);
        }
    }
}
