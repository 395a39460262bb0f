using System.Globalization;

namespace LstmGen.Persistence;

/// <summary>Checks that a <see cref="SavedState"/> is what an object remembers, and sets it.</summary>
/// <param name="from">What was saved.</param>
/// <param name="set">False to check alone.</param>
internal sealed class StateWriter(SavedState from, bool set) : TrainingState
{
    private int _used;

    /// <inheritdoc/>
    internal override void Unnamed(object owner)
    {
        if (from.Numbers.Count + from.Vectors.Count > 0)
        {
            throw new InvalidDataException($"{owner.GetType().Name} does not override ExchangeState, so the state of the checkpoint cannot be set.");
        }
    }

    /// <summary>After a check: refuses values that the object did not ask for.</summary>
    public void RefuseRest()
    {
        if (_used != from.Numbers.Count + from.Vectors.Count)
        {
            throw new InvalidDataException(
                $"Expected {_used} saved values, but got {from.Numbers.Count + from.Vectors.Count}: {string.Join(", ", from.Numbers.Keys.Concat(from.Vectors.Keys))}.");
        }
    }

    private protected override void ExchangeNumber(string name, ref double value, double least, double most, bool orNaN)
    {
        string text = Find(name);
        bool fits = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && (double.IsNaN(number) ? orNaN : number >= least && number <= most);
        if (!fits) throw Bad(name, double.IsFinite(least) && double.IsFinite(most) ? FormattableString.Invariant($"a number from {least} to {most}") : "a number", text);
        if (set) value = number;
    }

    private protected override void ExchangeCount(string name, ref long value, long least)
    {
        string text = Find(name);
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) || number < least)
        {
            throw Bad(name, least == 0 ? "a whole number of at least 0" : "a whole number", text);
        }

        if (set) value = number;
    }

    private protected override void ExchangeVector(string name, Span<float> values)
    {
        _used++;
        if (!from.Vectors.TryGetValue(name, out float[]? saved)) throw Missing(name);
        if (saved.Length != values.Length) throw Bad(name, $"{values.Length} values", $"{saved.Length}");
        if (set) saved.CopyTo(values);
    }

    private string Find(string name)
    {
        _used++;
        return from.Numbers.TryGetValue(name, out string? text) ? text : throw Missing(name);
    }

    private static InvalidDataException Missing(string name) => new($"The saved state lacks '{name}'.");

    private static InvalidDataException Bad(string name, string expected, string found) => new($"Expected {expected} as '{name}', but got {found}.");
}
