namespace LstmGen;

/// <summary>
/// What an optimizer or a schedule remembers, value by value and by name. One method of theirs names the values, and serves both ways: a checkpoint is written from
/// them, and they are set from a checkpoint.
/// </summary>
public abstract class TrainingState
{
    private protected TrainingState()
    {
    }

    /// <summary>Saves a number, or sets it to the one that was saved.</summary>
    /// <param name="name">Distinct within the class.</param>
    /// <param name="value">The field that holds it. It comes back with the same bits.</param>
    /// <exception cref="InvalidDataException">The checkpoint lacks the number, or holds something else under its name.</exception>
    public void Exchange(string name, ref double value) => ExchangeNumber(Checked(name), ref value, double.NegativeInfinity, double.PositiveInfinity, orNaN: true);

    /// <inheritdoc cref="Exchange(string, ref double)"/>
    public void Exchange(string name, ref long value) => ExchangeCount(Checked(name), ref value, long.MinValue);

    /// <summary>Saves numbers, or sets them to those that were saved.</summary>
    /// <param name="name">Distinct within the class.</param>
    /// <param name="values">The numbers, as many each time, and finite.</param>
    /// <exception cref="InvalidDataException">The checkpoint lacks the numbers, or holds another number of them.</exception>
    public void Exchange(string name, Span<float> values) => ExchangeVector(Checked(name), values);

    /// <inheritdoc/>
    public override string ToString() => "what an optimizer or a schedule remembers";

    /// <summary>A number within a range, which a damaged file must not leave.</summary>
    internal void Exchange(string name, ref double value, double least, double most) => ExchangeNumber(name, ref value, least, most, orNaN: false);

    /// <summary>A counter, at least 0.</summary>
    internal void ExchangeCounter(string name, ref long value) => ExchangeCount(name, ref value, 0);

    /// <summary>A class that does not name what it remembers.</summary>
    internal abstract void Unnamed(object owner);

    private protected abstract void ExchangeNumber(string name, ref double value, double least, double most, bool orNaN);

    private protected abstract void ExchangeCount(string name, ref long value, long least);

    private protected abstract void ExchangeVector(string name, Span<float> values);

    private static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name;
    }
}
