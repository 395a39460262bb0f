using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emission;

/// <summary>Copies between the caller's order of rows and the kernels'.</summary>
internal static class RowCopies
{
    /// <summary>Steps up to the longest row's last.</summary>
    public static void CopySteps(SourceWriter writer, Shape shape, View to, View from)
    {
        using (writer.Block("for (nint t = 0, longest = valid.Longest; t < longest; t++)"))
        {
            for (int row = 0; row < Build.Rows; row++)
            {
                CopyRow(writer, to.At(row, "t"), from.At(row, "t"), shape.Width);
            }
        }
    }

    /// <summary>The valid steps of each row, and zeros after them.</summary>
    public static void CopyValidSteps(SourceWriter writer, Shape shape, View to, View from, string valid)
    {
        if (!shape.IsSequence)
        {
            for (int row = 0; row < Build.Rows; row++)
            {
                CopyRow(writer, to.At(row), from.At(row), shape.Width);
            }

            return;
        }

        writer.Line(
            $"RowOps.CopyValid(ref {to.Reference}, {Text.Of(to.RowStride)}, ref {from.Reference}, {Text.Of(from.StepStride)}, {Text.Of(from.RowStride)}, {shape.Width}, {shape.Steps}, {valid});");
    }

    public static void CopyRow(SourceWriter writer, string to, string from, int width) =>
        writer.Line(width == 1 ? $"{to} = {from};" : $"RowOps.Copy(ref {to}, ref {from}, {width});");
}
