using System.Globalization;

namespace LstmGen.Persistence;

/// <summary>Reads what an object remembers into a <see cref="SavedState"/>.</summary>
internal sealed class StateReader(SavedState to) : TrainingState
{
    /// <inheritdoc/>
    internal override void Unnamed(object owner) => to.Unnamed = owner.GetType().Name;

    private protected override void ExchangeNumber(string name, ref double value, double least, double most, bool orNaN) =>
        Add(name, value.ToString("R", CultureInfo.InvariantCulture));

    private protected override void ExchangeCount(string name, ref long value, long least) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    private protected override void ExchangeVector(string name, Span<float> values)
    {
        if (to.Numbers.ContainsKey(name) || !to.Vectors.TryAdd(name, values.ToArray())) throw Twice(name);
    }

    private void Add(string name, string value)
    {
        if (to.Vectors.ContainsKey(name) || !to.Numbers.TryAdd(name, value)) throw Twice(name);
    }

    private static InvalidOperationException Twice(string name) => new($"Expected distinct names in ExchangeState, but got '{name}' twice.");
}
