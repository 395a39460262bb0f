using LstmGen.Runtime;

namespace LstmGen.Decoding;

/// <summary>The beginnings that a beam search goes on with: their tokens, states and log-probabilities.</summary>
internal sealed class BeamPaths(int width)
{
    private readonly double[] _logProbabilities = new double[width];
    private readonly int[] _lastTokens = new int[width];
    private int[] _tokens = [];
    private float[] _states = [];
    private int _steps;
    private int _stateLength;

    public int Count { get; set; }

    /// <summary>Tokens of each.</summary>
    public int Length { get; private set; }

    /// <summary>Makes room for a decoder; nothing is allocated for one that is no larger than those before.</summary>
    public void Clear(DecoderDescription decoder)
    {
        (_steps, _stateLength, Count, Length) = (decoder.Steps, decoder.StateLength, 0, 0);
        if (_tokens.Length < (long)width * _steps) _tokens = new int[checked(width * _steps)];
        if (_states.Length < (long)width * _stateLength) _states = new float[checked(width * _stateLength)];
    }

    public void AddFirst(ReadOnlySpan<float> state, int start)
    {
        state[.._stateLength].CopyTo(_states);
        (_lastTokens[0], _logProbabilities[0], Count) = (start, 0.0, 1);
    }

    /// <summary>Adds a path of others with one token more.</summary>
    public void Add(BeamPaths others, int path, int token, double logProbability)
    {
        others.State(path).CopyTo(State(Count));
        others.Tokens(path).CopyTo(_tokens.AsSpan(Count * _steps));
        _tokens[Count * _steps + others.Length] = token;
        (_lastTokens[Count], _logProbabilities[Count], Length) = (token, logProbability, others.Length + 1);
        Count++;
    }

    public Span<float> State(int path) => _states.AsSpan(path * _stateLength, _stateLength);

    public ReadOnlySpan<int> Tokens(int path) => _tokens.AsSpan(path * _steps, Length);

    public int LastToken(int path) => _lastTokens[path];

    public double LogProbability(int path) => _logProbabilities[path];
}
