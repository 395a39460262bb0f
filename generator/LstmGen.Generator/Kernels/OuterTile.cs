using LstmGen.Generator.Emission;

namespace LstmGen.Generator.Kernels;

/// <summary>
/// The second micro-kernel, the weight gradient zᵀ·d: a tile of k × vectors of accumulators, one loop over all (step, row) pairs in order, added
/// to memory once.
/// </summary>
/// <param name="depth">Rows k of the gradient in registers.</param>
/// <param name="vectors">The vectors of a row of the gradient.</param>
/// <param name="gradientStride">Floats between the rows k of the gradient.</param>
internal sealed class OuterTile(int depth, IReadOnlyList<Vec> vectors, int gradientStride)
{
    /// <summary>Writes the kernel over pairs whose z and d lie the given strides apart.</summary>
    public void Write(SourceWriter writer, string name, string summary, int zStride, int dStride, PairLines? lines = null)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line(Code.Hot);
        using (writer.Block($"private static void {name}(ref float z, ref float d, ref float gradient, nint {(lines is null ? "pairs" : "lines")})"))
        {
            for (int k = 0; k < depth; k++)
            {
                writer.Line(string.Join(" ", vectors.Select(v => $"{v.Value} {v.Name}{k} = {v.Type}<float>.Zero;")));
            }

            int widest = vectors.Max(v => v.Lanes);
            SourceWriter.Scope? line = lines is null ? null : writer.Block("for (; lines > 0; lines--)");
            using (writer.Block(lines is null ? "for (; pairs > 0; pairs--)" : $"for (nint pair = 0; pair < {lines.Pairs}; pair++)"))
            {
                for (int v = 0; v < vectors.Count; v++)
                {
                    writer.Line($"{vectors[v].Value} right{v} = {Vec.Load(vectors[v].Lanes, "d", vectors[v].Offset)};");
                }

                for (int k = 0; k < depth; k++)
                {
                    writer.Line($"{Vec.ValueOf(widest)} left{k} = {Vec.TypeOf(widest)}.Create({Vec.At("z", k)});");
                    for (int v = 0; v < vectors.Count; v++)
                    {
                        string accumulator = $"{vectors[v].Name}{k}";
                        writer.Line(
                            $"{accumulator} = {vectors[v].Type}.FusedMultiplyAdd({Vec.Narrow($"left{k}", widest, vectors[v].Lanes)}, right{v}, {accumulator});");
                    }
                }

                writer.Line($"z = ref Unsafe.Add(ref z, {zStride});");
                writer.Line($"d = ref Unsafe.Add(ref d, {dStride});");
            }

            if (lines is not null)
            {
                writer.Line();
                writer.Line($"z = ref Unsafe.Add(ref z, {lines.ZStride - lines.Pairs * zStride});");
                writer.Line($"d = ref Unsafe.Add(ref d, {lines.DStride - lines.Pairs * dStride});");
                line?.Dispose();
            }

            for (int k = 0; k < depth; k++)
            {
                foreach (Vec vector in vectors)
                {
                    int offset = k * gradientStride + vector.Offset;
                    writer.Line($"({Vec.Load(vector.Lanes, "gradient", offset)} + {vector.Name}{k}).StoreUnsafe(ref gradient{Code.Offset(offset)});");
                }
            }
        }
    }
}

/// <summary>Pairs that lie in lines, such as the points of a picture.</summary>
/// <param name="Pairs">Of a line.</param>
/// <param name="ZStride">Floats from a line's first z to the next line's.</param>
/// <param name="DStride">Floats from a line's first d to the next line's.</param>
internal sealed record PairLines(int Pairs, int ZStride, int DStride);
