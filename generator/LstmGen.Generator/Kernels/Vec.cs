namespace LstmGen.Generator.Kernels;

/// <summary>One vector of a register tile.</summary>
/// <param name="Lanes">16, 8 or 4.</param>
/// <param name="Offset">Of its first lane in a row of the weights.</param>
/// <param name="Name">Of its accumulators.</param>
/// <param name="Weights">The reference that its weights are read from.</param>
/// <param name="Stride">Floats between the rows of those weights.</param>
internal readonly record struct Vec(int Lanes, int Offset, string Name, string Weights, int Stride)
{
    public string Type => TypeOf(Lanes);

    /// <summary>The type of its values, written out: a type of the user's may be called var.</summary>
    public string Value => ValueOf(Lanes);

    public static string TypeOf(int lanes) => lanes switch
    {
        16 => "Vector512",
        8 => "Vector256",
        _ => "Vector128",
    };

    /// <summary>One lane is a float.</summary>
    public static string ValueOf(int lanes) => lanes == 1 ? "float" : $"{TypeOf(lanes)}<float>";

    /// <summary>The narrower form of a broadcast that is already in a wider register.</summary>
    public static string Narrow(string broadcast, int from, int to) => (from, to) switch
    {
        (16, 8) or (8, 4) => $"{broadcast}.GetLower()",
        (16, 4) => $"{broadcast}.GetLower().GetLower()",
        _ => broadcast,
    };

    public static string Load(int lanes, string reference, int offset) =>
        $"{TypeOf(lanes)}.LoadUnsafe(ref {reference}{Code.Offset(offset)})";

    /// <summary>An expression for the float at an offset from a reference.</summary>
    public static string At(string reference, int offset) => offset == 0 ? reference : $"Unsafe.Add(ref {reference}, {offset})";

    /// <summary>Vectors that cover lanes [0, lanes) at a width, narrower ones where the rest is.</summary>
    public static List<Vec> Cover(int lanes, int width, string weights, int stride)
    {
        var vectors = new List<Vec>();
        for (int lane = 0; lane < lanes;)
        {
            int take = width;
            while (take > lanes - lane)
            {
                take /= 2;
            }

            vectors.Add(new Vec(take, lane, ((char)('a' + vectors.Count)).ToString(), weights, stride));
            lane += take;
        }

        return vectors;
    }
}
