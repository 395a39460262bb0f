using LstmGen.Generator.Writing;

namespace LstmGen.Generator.Tests;

/// <summary>The writer of indented code.</summary>
public sealed class SourceWriterTests
{
    [Fact]
    public void Blocks_are_indented_and_nothing_trails()
    {
        SourceWriter writer = new();
        using (writer.Block("class A"))
        {
            writer.Line("int x;   ");
            writer.Line();
            using (writer.Block("void B()", "};"))
            {
                writer.Line("if (x)\n    return;");
            }
        }

        Assert.Equal(
            """
            class A
            {
                int x;

                void B()
                {
                    if (x)
                        return;
                };
            }

            """.ReplaceLineEndings("\n"),
            writer.ToString());
    }

    [Fact]
    public void A_carriage_return_does_not_survive()
    {
        SourceWriter writer = new();
        writer.Line("a;\r\nb;");
        Assert.Equal("a;\nb;\n", writer.ToString());
    }
}
