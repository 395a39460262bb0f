namespace LstmGen.Kernels;

/// <summary>Which units of which rows share a vector, as a type argument: one row's, or those of several rows where a row has few.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <remarks>No bounds are checked.</remarks>
internal interface IRowLanes<V>
    where V : struct
{
    /// <summary>Rows in a vector.</summary>
    static abstract int Rows { get; }

    /// <summary>Units of each row.</summary>
    static abstract int Units { get; }

    /// <summary>The units that begin at a place of the first row.</summary>
    /// <param name="first">The first unit of the first row.</param>
    /// <param name="row">Floats from a row to the next.</param>
    static abstract V Load(ref float first, nint row);

    /// <summary>Writes the units at a place of the first row and at the same place of the next.</summary>
    /// <param name="value">The units.</param>
    /// <param name="first">The first unit of the first row.</param>
    /// <param name="row">Floats from a row to the next.</param>
    static abstract void Store(V value, ref float first, nint row);
}
