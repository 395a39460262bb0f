using System.Globalization;

namespace LstmGen;

/// <summary>Hyperparameters as text that gives back their bits, in the order in which they were added.</summary>
internal sealed class Settings
{
    private readonly List<(string Name, string Value)> _values = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<(string Name, string Value)> Values => _values;

    public void Add(string name, double value) => Add(name, value.ToString("R", CultureInfo.InvariantCulture));

    public void Add(string name, bool value) => Add(name, value ? "true" : "false");

    public void Add(string name, OptimizerStyle value) => Add(name, value == OptimizerStyle.PyTorch ? "pytorch" : "keras");

    public void Add(string name, string value) => _values.Add((name, value));

    /// <exception cref="InvalidDataException">There is no such number.</exception>
    public double Double(string name) =>
        double.TryParse(Find(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Bad(name, "a number");

    /// <summary>The numbers whose names begin with a prefix, by the rest of their names.</summary>
    /// <exception cref="InvalidDataException">One is no number.</exception>
    public Dictionary<string, double> DoublesOf(string prefix)
    {
        Dictionary<string, double> found = new(StringComparer.Ordinal);
        foreach ((string name, _) in _values)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)) found[name[prefix.Length..]] = Double(name);
        }

        return found;
    }

    /// <exception cref="InvalidDataException">There is no such truth value.</exception>
    public bool Bool(string name) => Find(name) switch { "true" => true, "false" => false, _ => throw Bad(name, "true or false") };

    /// <exception cref="InvalidDataException">There is no such style.</exception>
    public OptimizerStyle Style(string name) => Find(name) switch
    {
        "keras" => OptimizerStyle.Keras,
        "pytorch" => OptimizerStyle.PyTorch,
        _ => throw Bad(name, "keras or pytorch"),
    };

    /// <summary>In one line, for comparing and for messages.</summary>
    public override string ToString() => string.Join(", ", _values.Select(pair => $"{pair.Name}: {pair.Value}"));

    private string Find(string name)
    {
        foreach ((string key, string value) in _values)
        {
            if (key == name) return value;
        }

        throw new InvalidDataException($"The saved optimizer lacks its '{name}'.");
    }

    private InvalidDataException Bad(string name, string expected) => new($"Expected {expected} as the saved optimizer's {name}, but got '{Find(name)}'.");
}
