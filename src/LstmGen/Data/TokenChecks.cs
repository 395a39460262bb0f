using System.Globalization;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>Throws if a value is no id of a token model, before any table is read, or if padding stands where a step is expected.</summary>
internal static class TokenChecks
{
    /// <summary>Checks one window.</summary>
    /// <param name="model">Whose input it is; nothing happens where it reads no ids.</param>
    /// <param name="window">At least the valid steps.</param>
    /// <param name="length">Valid steps.</param>
    /// <param name="argument">For the message.</param>
    /// <param name="number">Of the window among several, or −1.</param>
    public static void CheckWindow(ModelDescription model, ReadOnlySpan<float> window, int length, string argument, int number = -1)
    {
        MaskChecks.CheckWindow(model, window, length, argument, number);
        foreach (TokenColumns columns in model.Tokens)
        {
            CheckIds(model, columns, window[..(length * model.Features)], argument, number);
            if (columns.MaskZero) CheckPadding(model, columns, window, length, argument, number);
        }
    }

    /// <summary>Checks one step, where nothing is padding.</summary>
    public static void CheckStep(ModelDescription model, ReadOnlySpan<float> input, string argument)
    {
        MaskChecks.CheckStep(model, input, argument);
        foreach (TokenColumns columns in model.Tokens)
        {
            CheckIds(model, columns, input, argument, number: -1);
            if (columns.MaskZero && input[columns.First] == 0f)
            {
                throw new ArgumentException($"Token 0 is padding to {model.Name} (MaskZero of [{columns.Layer}]), and a step is none; leave it out.", argument);
            }
        }
    }

    /// <summary>Writes ids as a window's values.</summary>
    /// <param name="model">Whose input it is.</param>
    /// <param name="tokens">Whole steps.</param>
    /// <param name="values">As long, or longer: zeros then follow.</param>
    public static void Convert(ModelDescription model, ReadOnlySpan<int> tokens, Span<float> values)
    {
        foreach (TokenColumns columns in model.Tokens)
        {
            for (int step = 0; step < tokens.Length; step += model.Features)
            {
                for (int column = columns.First; column < columns.First + columns.Count; column++)
                {
                    int id = tokens[step + column];
                    if ((uint)id >= (uint)columns.Vocabulary)
                    {
                        throw Bad(model, columns, id.ToString(CultureInfo.InvariantCulture), step / model.Features, column, number: -1, nameof(tokens));
                    }

                    values[step + column] = id;
                }
            }
        }

        values[tokens.Length..].Clear();
    }

    private static void CheckIds(ModelDescription model, TokenColumns columns, ReadOnlySpan<float> steps, string argument, int number)
    {
        for (int step = 0; step < steps.Length; step += model.Features)
        {
            for (int column = columns.First; column < columns.First + columns.Count; column++)
            {
                // Not a number is neither.
                float id = steps[step + column];
                if (!(id >= 0f && id < columns.Vocabulary && id == (int)id))
                {
                    throw Bad(model, columns, id.ToString("R", CultureInfo.InvariantCulture), step / model.Features, column, number, argument);
                }
            }
        }
    }

    private static void CheckPadding(ModelDescription model, TokenColumns columns, ReadOnlySpan<float> window, int length, string argument, int number)
    {
        int features = model.Features, last = length - 1;
        while (last > 0 && window[last * features + columns.First] == 0f)
        {
            last--;
        }

        for (int step = 0; step < last; step++)
        {
            if (window[step * features + columns.First] == 0f)
            {
                throw new ArgumentException(
                    $"Token 0 is padding to {model.Name} (MaskZero of [{columns.Layer}]) and comes at the end; at step {step}{Of(number)} it stands before other tokens. " +
                    "Pad on the right, and give unknown words an id of their own.",
                    argument);
            }
        }
    }

    private static ArgumentException Bad(ModelDescription model, TokenColumns columns, string value, int step, int column, int number, string argument)
    {
        string place = model.Features == 1 ? $"step {step}" : $"step {step}, column {column}";
        return new(
            $"{value} at {place}{Of(number)} is no token of {model.Name}: [{columns.Layer}] knows the whole numbers from 0 to {columns.Vocabulary - 1}.", argument);
    }

    private static string Of(int number) => number < 0 ? "" : $" of window {number}";
}
