namespace LstmGen.Numerics;

/// <summary>
/// A sequence of random numbers drawn from <see cref="Philox"/>: the same on every machine. Streams of one seed do not overlap, and neither do
/// the masks of dropout under the same seed.
/// </summary>
/// <remarks>The counter is the position in blocks (lower 62 bits) and the stream; the key is the seed. One thread at a time.</remarks>
public sealed class RandomSource
{
    private ulong _seed;
    private ulong _stream;
    private ulong _position;
    private PhiloxBlock _block;
    private int _used;
    private double _spareNormal;
    private bool _hasSpareNormal;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">Any number, negative ones too.</param>
    /// <param name="stream">Any number: which of the seed's independent sequences.</param>
    public RandomSource(long seed, ulong stream = 0) => Restart(seed, stream);

    /// <summary>Starts a stream from its beginning, as the constructor does.</summary>
    /// <param name="seed">Any number, negative ones too.</param>
    /// <param name="stream">Any number: which of the seed's independent sequences.</param>
    public void Restart(long seed, ulong stream = 0)
    {
        _seed = unchecked((ulong)seed);
        _stream = stream;
        _position = 0;
        _used = 4;
        _hasSpareNormal = false;
    }

    /// <summary>Seed, stream and how far it is.</summary>
    public override string ToString() => FormattableString.Invariant($"random numbers of seed {unchecked((long)_seed)}, stream {_stream}, block {_position}");

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_used == 4)
        {
            _block = Philox.Block(new((uint)_position, (uint)(_position >> 32), (uint)_stream, (uint)(_stream >> 32)), _seed);
            _position++;
            _used = 0;
        }

        return _used++ switch { 0 => _block.Word0, 1 => _block.Word1, 2 => _block.Word2, _ => _block.Word3 };
    }

    /// <summary>64 random bits: the first draw is the lower half.</summary>
    public ulong NextUInt64()
    {
        ulong lower = NextUInt32();
        return lower | ((ulong)NextUInt32() << 32);
    }

    /// <summary>Uniform on [0, 1): a multiple of 2⁻²⁴.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>Uniform on [0, 1): a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>A whole number from 0 to below <paramref name="limit"/>, each equally likely (Lemire 2019).</summary>
    /// <param name="limit">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public int NextInt32(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ulong product = (ulong)NextUInt32() * (uint)limit;
        if ((uint)product < (uint)limit)
        {
            uint rejected = unchecked(0u - (uint)limit) % (uint)limit;
            while ((uint)product < rejected)
            {
                product = (ulong)NextUInt32() * (uint)limit;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>Normal with mean 0 and deviation 1, by the transform of Box and Muller (1958); no further out than 8.6.</summary>
    public double NextNormal()
    {
        if (_hasSpareNormal)
        {
            _hasSpareNormal = false;
            return _spareNormal;
        }

        double uniform = 1.0 - NextDouble();
        double angle = 2.0 * Math.PI * NextDouble();
        double radius = Math.Sqrt(-2.0 * DoubleMath.Log(uniform));
        _spareNormal = radius * DoubleMath.Sin(angle);
        _hasSpareNormal = true;
        return radius * DoubleMath.Cos(angle);
    }

    /// <summary>Puts the items in random order, every order equally likely (Fisher and Yates, from the end).</summary>
    public void Shuffle(Span<int> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int chosen = NextInt32(last + 1);
            (items[last], items[chosen]) = (items[chosen], items[last]);
        }
    }
}
