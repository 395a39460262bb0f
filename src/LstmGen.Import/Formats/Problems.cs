namespace LstmGen.Import.Formats;

/// <summary>What a file holds that has no counterpart: collected, so that all of it is said at once.</summary>
internal sealed class Problems(string what)
{
    private readonly List<string> _found = [];

    public bool Any => _found.Count > 0;

    /// <param name="place">Where it stands in the file.</param>
    /// <param name="wrong">What it is.</param>
    /// <param name="nearest">What works instead.</param>
    public void Add(string place, string wrong, string nearest) => _found.Add($"{place}: {wrong}; {nearest}.");

    /// <exception cref="InvalidDataException">Something was found.</exception>
    public void Throw()
    {
        if (_found.Count == 0) return;
        string count = _found.Count == 1 ? "one thing" : $"{_found.Count} things";
        throw new InvalidDataException($"{what} holds {count} that LstmGen cannot take over:{string.Concat(_found.Select(problem => $"\n  {problem}"))}");
    }
}
